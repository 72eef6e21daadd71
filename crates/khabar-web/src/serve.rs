//! Connections: taken one by one, each with a limit of time for its headers, until the process is told to stop.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{Semaphore, watch};

/// Connections at the same time.
const CONNECTIONS: u32 = 512;
/// How long the headers of a request may take.
const HEADERS: Duration = Duration::from_secs(10);
/// How long answers under way are waited for when the server stops.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until the process is interrupted or told to end; `ready` is told the address before the first request.
///
/// # Errors
/// Where the address cannot be listened on.
pub fn serve(address: SocketAddr, router: &Router, ready: impl FnOnce(SocketAddr)) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        let listener = TcpListener::bind(address).await?;
        ready(listener.local_addr()?);
        listen(&listener, router).await
    });
    runtime.shutdown_timeout(GRACE);
    done
}

async fn listen(listener: &TcpListener, router: &Router) -> io::Result<()> {
    let mut terminate = signal(SignalKind::terminate())?;
    let places = Arc::new(Semaphore::new(CONNECTIONS as usize));
    let (stop, stopped) = watch::channel(());
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            _ = tokio::signal::ctrl_c() => break,
            _ = terminate.recv() => break,
        };
        // A connection that is gone again, or no more of them to be had: the next may be well.
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(Duration::from_millis(20)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else { continue };
        let service = TowerToHyperService::new(router.clone());
        let mut stopped = stopped.clone();
        tokio::spawn(async move {
            let _place = place;
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS)
                .serve_connection(TokioIo::new(stream), service);
            let mut connection = pin!(connection);
            tokio::select! {
                // A browser that goes away is no fault.
                _ = connection.as_mut() => {}
                _ = stopped.changed() => {
                    connection.as_mut().graceful_shutdown();
                    let _ = connection.await;
                }
            }
        });
    }
    drop(stop);
    // All places are free when the last connection is done.
    let _ = tokio::time::timeout(GRACE, places.acquire_many(CONNECTIONS)).await;
    Ok(())
}
