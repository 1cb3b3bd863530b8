//! Whole requests, text in to text out, as a function serves them: the same
//! code as in wasm, in a world whose database answers at once and whose
//! signatures are checksums.

use std::hint::black_box;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use edge::endpoint::Endpoint;
use events_optimizer::EventsOptimizer;
use logistics_analyzer::LogisticsAnalyzer;
use measured::Kernel;
use media_scorer::MediaScorer;
use recommendations::Recommendations;
use world::World;

struct Served<E> {
    world: World,
    body: String,
    function: std::marker::PhantomData<E>,
}

/// Requests to a function with this body.
pub(crate) fn prepare(function: &str, body: &str) -> Result<Box<dyn Kernel>, String> {
    Ok(match function {
        "events-optimizer" => served::<EventsOptimizer>(body),
        "logistics-analyzer" => served::<LogisticsAnalyzer>(body),
        "media-scorer" => served::<MediaScorer>(body),
        "recommendations" => served::<Recommendations>(body),
        unknown => return Err(format!("no function is called {unknown}")),
    })
}

fn served<E: Endpoint + 'static>(body: &str) -> Box<dyn Kernel> {
    let function = std::marker::PhantomData::<E>;
    Box::new(Served { world: World::new(), body: body.to_owned(), function })
}

impl<E: Endpoint> Served<E> {
    fn serve(&self) -> Vec<u8> {
        let request = self.world.request(&self.body);
        // What is recorded afterwards keeps nobody waiting.
        let served = at_once(edge::serve::serve::<E>(request, &self.world));
        let body = served.response.body;
        assert_eq!(served.response.status, 200, "{}", String::from_utf8_lossy(&body));
        body
    }
}

impl<E: Endpoint> Kernel for Served<E> {
    fn run(&self) {
        black_box(self.serve());
    }

    fn outcome(&self) -> String {
        String::from_utf8(self.serve()).expect("an answer is text")
    }
}

/// Nothing in this world has to be waited for.
fn at_once<T>(work: impl Future<Output = T>) -> T {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => done,
        Poll::Pending => panic!("a request waits for something that was not scripted"),
    }
}
