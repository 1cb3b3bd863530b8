//! Pixel metrics: against the formulas written out, and up and down ladders of
//! faults.

mod fingerprints;
mod formulas;
mod ladders;
mod scene;

use analysis::Problem;
use analysis::media::pixels::analyze;

#[test]
fn refuses_what_is_no_picture_and_names_why() {
    let field = |bytes: usize, width, height| match analyze(&vec![0; bytes], width, height) {
        Err(Problem::Invalid { field, .. }) => field,
        other => panic!("{other:?}"),
    };
    assert_eq!(field(0, 0, 0), "height");
    assert_eq!(field(7 * 9 * 4, 7, 9), "width");
    assert_eq!(field(9 * 7 * 4, 9, 7), "height");
    assert_eq!(field(100, 9, 9), "rgba");
    assert_eq!(field(8 * 8 * 4 + 1, 8, 8), "rgba");
    assert_eq!(field(0, u32::MAX, u32::MAX), "width");
}

#[test]
fn a_flat_frame_is_neither_blurred_nor_like_another() {
    for value in [0, 128, 255] {
        let frame = analyze(&[value; 64 * 48 * 4], 64, 48).expect("a picture");
        assert!(frame.low_information);
        assert_eq!((frame.blur, frame.metadata.sharpness), (None, None));
        assert_eq!(frame.metadata.perceptual_hash, None);
        assert_eq!(
            (frame.noise_sigma, frame.colorfulness, frame.light.luma_deviation),
            (0.0, 0.0, 0.0)
        );
    }
}

#[test]
fn sees_transparent_pictures_on_white() {
    let clear = analyze(&[0; 32 * 32 * 4], 32, 32).expect("a picture");
    assert_eq!((clear.light.luma_mean, clear.light.clipped_high), (255.0, 1.0));
    let half: Vec<u8> = [0, 0, 0, 128].repeat(32 * 32);
    assert_eq!(analyze(&half, 32, 32).expect("a picture").light.luma_mean, 127.0);
}
