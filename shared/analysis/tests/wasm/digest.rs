//! Digests of answers, and those that are known.

/// A line for each analysis: its name and the digest of its answers. They change
/// with every change of an answer: `WRITE_DIGESTS=1 cargo test -p analysis --test
/// wasm` writes those of this machine, which the run in wasm must then agree to.
const KNOWN: &str = include_str!("known.txt");

/// FNV-1a, 64 bit, over one text after the other.
pub(crate) struct Digest(u64);

impl Digest {
    pub(crate) fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    pub(crate) fn add(&mut self, text: &str) {
        let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        self.0 = text.bytes().chain([0]).fold(self.0, mix);
    }
}

/// Holds these answers, one by one the same wherever they are given, to what is
/// known of `name`.
pub(crate) fn check(name: &str, answers: &[String]) {
    let mut digest = Digest::new();
    for answer in answers {
        digest.add(answer);
    }
    let found = format!("{:016x}", digest.0);
    #[cfg(not(target_arch = "wasm32"))]
    if std::env::var_os("WRITE_DIGESTS").is_some() {
        return write(name, &found);
    }
    let known = lines(KNOWN).find(|(of, _)| *of == name).map(|(_, digest)| digest);
    let sizes: Vec<usize> = answers.iter().map(String::len).collect();
    assert_eq!(known, Some(found.as_str()), "{name}, answers of {sizes:?} bytes");
}

fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    text.lines().filter_map(|line| line.split_once(' '))
}

#[cfg(not(target_arch = "wasm32"))]
fn write(name: &str, digest: &str) {
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::Mutex;

    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let _guard = ONE_AT_A_TIME.lock();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wasm/known.txt");
    let text = fs::read_to_string(path).expect("the known digests");
    let mut known: BTreeMap<&str, &str> = lines(&text).collect();
    known.insert(name, digest);
    let lines: Vec<String> =
        known.iter().map(|(name, digest)| format!("{name} {digest}\n")).collect();
    let text = lines.concat();
    fs::write(path, text).expect("room for the digests");
}
