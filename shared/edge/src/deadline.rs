//! Waiting no longer than until a moment.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use analysis::Time;

use crate::host::Host;

/// What `work` comes to, unless `moment` comes first; then `work` is dropped.
/// A request that is on its way already may still be answered to nobody.
pub async fn by<T>(host: &dyn Host, moment: Time, work: impl Future<Output = T>) -> Option<T> {
    let left = u32::try_from(moment.ms() - host.now().ms()).ok()?;
    let (mut work, mut timer) = (pin!(work), host.sleep(left));
    poll_fn(|cx| match work.as_mut().poll(cx) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => timer.as_mut().poll(cx).map(|()| None),
    })
    .await
}
