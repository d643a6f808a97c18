//! Time as a processor spends it: what else runs on the machine does not count.

use std::hint::black_box;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};

/// A stretch of time of this thread.
pub struct Watch(Duration);

impl Watch {
    /// From now on.
    pub fn start() -> Self {
        Self(now())
    }

    /// Seconds since then.
    pub fn seconds(&self) -> f64 {
        now().saturating_sub(self.0).as_secs_f64()
    }
}

fn now() -> Duration {
    clock_gettime(ClockId::ThreadCPUTime).try_into().expect("the clock does not run backwards")
}

/// Seconds of the fastest of several rounds of some work: it is done until it has taken a
/// second, and three times at least, after once that is not counted.
pub fn fastest<T>(mut work: impl FnMut() -> T) -> f64 {
    black_box(work());
    let (mut fastest, mut all, mut rounds) = (f64::INFINITY, 0.0, 0);
    while all < 1.0 || rounds < 3 {
        let watch = Watch::start();
        black_box(work());
        let seconds = watch.seconds();
        fastest = seconds.min(fastest);
        all += seconds;
        rounds += 1;
    }
    fastest
}
