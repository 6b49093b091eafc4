//! The side of a server: what a child process of the benchmark runs.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::Arc;

use tellal::Config;
use tellal::clock::SystemClock;
use tellal::gateway::{
    CatalogReloader, Credentials, Gateway, GatewayConfig, Parts, listen, raise_file_limit,
};
use tellal::outbox::{Intake, OutboxConfig, SqliteStore};
use tellal::telemetry::{self, LogConfig, Metrics};
use tokio::net::TcpListener;

use super::floor::{Floor, Keeping};
use super::{Kind, LOGIN};
use crate::support::catalog::shipped;

/// Serves until its standard input ends; says on standard output where. What it keeps is in a folder.
pub(crate) fn run(kind: Kind, folder: &Path) {
    raise_file_limit();
    std::thread::spawn(|| {
        let _ = std::io::stdin().read_to_end(&mut Vec::new());
        std::process::exit(0);
    });
    let metrics = Arc::new(Metrics::default());
    let log = LogConfig::from_config(&Config::default()).expect("the empty configuration is valid");
    let _log = telemetry::start(&log, metrics.lines_dropped.of([]));
    // As `tellal serve` makes it.
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.expect("a runtime starts").block_on(async {
        let listener = listen(([127, 0, 0, 1], 0).into()).expect("a port is free");
        println!("{}", listener.local_addr().expect("it listens"));
        std::io::stdout().flush().expect("the benchmark is there");
        match kind {
            Kind::Gateway => gateway(listener, outbox(folder), metrics).await,
            Kind::OnFile => gateway(listener, Arc::new(in_file(folder)), metrics).await,
            Kind::NoStore => gateway(listener, Arc::new(Keeping::Nothing), metrics).await,
            Kind::BareFile => floor(listener, in_file(folder)).await,
            Kind::Bare => floor(listener, Keeping::Nothing).await,
        }
    });
}

async fn floor(listener: TcpListener, keeping: Keeping) {
    let credentials = Credentials::single(LOGIN.0, LOGIN.1);
    Arc::new(Floor { config: GatewayConfig::default(), credentials, keeping }).serve(listener).await;
}

fn in_file(folder: &Path) -> Keeping {
    Keeping::in_file(&folder.join("bodies"))
}

fn outbox(folder: &Path) -> Arc<dyn Intake> {
    let store = SqliteStore::open(folder.join("tellal.db"), OutboxConfig::default(), &SystemClock);
    Arc::new(store.expect("an outbox can be made here"))
}

/// The gateway as shipped, but that nothing is delivered.
async fn gateway(listener: TcpListener, intake: Arc<dyn Intake>, metrics: Arc<Metrics>) {
    let engine = shipped();
    let at = |name| format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
    let catalog = CatalogReloader::new(engine.clone(), at("templates"), at("locales"), Arc::clone(&metrics));
    let gateway = Gateway::new(Parts {
        config: GatewayConfig::default(),
        outbox: OutboxConfig::default(),
        engine,
        intake,
        figures: Box::new(|| Box::pin(async { None })),
        credentials: Credentials::single(LOGIN.0, LOGIN.1),
        catalog: Arc::new(catalog),
        metrics,
        clock: Arc::new(SystemClock),
    });
    gateway.serve(listener, std::future::pending()).await;
}
