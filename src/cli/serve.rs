//! `tellal serve`: the gateway, the queue and what delivers, in one process.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use clap::Args;
use listenfd::ListenFd;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use super::CannotRun;
use super::load::Places;
use super::paint::{DIM, END, GOOD, HEAD};
use super::parse::parse_address;
use crate::clock::{Clock, SystemClock};
use crate::config::Config;
use crate::dispatch::{Dispatcher, Observed, Observer, Route};
use crate::engine::Engine;
use crate::event::EventKind;
use crate::files::LoadError;
use crate::gateway::{
    CatalogReloader, Credentials, DevelopmentLogin, Gateway, GatewayConfig, Parts, listen, raise_file_limit,
};
use crate::outbox::{DeliveryConfig, Intake, OutboxConfig, SqliteStore, Store};
use crate::provider;
use crate::telemetry::{self, LogConfig, Metrics, Watch};

/// Open files besides those of connections: the database, templates, providers.
const OTHER_FILES: u64 = 200;

/// So long after it was told to, the process ends whatever still hangs. The log may take its time yet, and it
/// shall be done within ten seconds.
const LATEST: Duration = Duration::from_millis(9_400);

/// Take events by HTTP, and deliver them
///
/// Answers 200 once an event is on disk, and delivers it by the configured providers; without any, messages are
/// printed here. Templates and locales are loaded anew when they change. Without configured credentials it
/// makes some for development, and listens on a loopback address only.
///
/// SIGTERM and SIGINT stop it in order, within ten seconds. SIGHUP loads templates, locales and password files
/// anew. Exit status: 0 stopped when told to, 2 could not run.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  tellal serve                             on 127.0.0.1:8080, messages on the terminal
  tellal serve --listen 127.0.0.1:9000     elsewhere
  tellal serve --config /etc/tellal.toml   as configured; see `tellal config --defaults`")]
pub(super) struct Arguments {
    /// Address and port to listen on, over the configuration; a socket that systemd hands over goes before both
    #[arg(long, value_name = "ADDRESS", value_parser = parse_address)]
    listen: Option<SocketAddr>,
    #[command(flatten)]
    places: Places,
}

impl Arguments {
    pub(super) fn run(&self) -> Result<ExitCode, CannotRun> {
        let config = self.places.checked_config()?;
        let fault = |error: crate::ConfigError| CannotRun::Config(error.to_string());
        let mut gateway = GatewayConfig::from_config(&config).map_err(fault)?;
        let outbox = OutboxConfig::from_config(&config).map_err(fault)?;
        let log = LogConfig::from_config(&config).map_err(fault)?;
        if let Some(address) = self.listen {
            gateway.listen = address;
        }
        let inherited = inherited_socket()?;
        if let Some(socket) = &inherited {
            gateway.listen = socket.local_addr().map_err(no_socket)?;
        }
        let who = who_may_call(&gateway, &outbox.path)?;
        bound_connections(&mut gateway);
        let metrics = Arc::new(Metrics::default());
        let _log = telemetry::start(&log, metrics.lines_dropped.of([]));
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|source| CannotRun::Io { what: "cannot start".to_owned(), source })?;
        runtime.block_on(self.serve(config, gateway, outbox, who, inherited, metrics))?;
        // What still blocks (a slow template, say) does not keep the process.
        runtime.shutdown_timeout(Duration::from_millis(100));
        Ok(ExitCode::SUCCESS)
    }

    async fn serve(
        &self,
        config: Config,
        gateway: GatewayConfig,
        outbox: OutboxConfig,
        who: WhoMayCall,
        inherited: Option<std::net::TcpListener>,
        metrics: Arc<Metrics>,
    ) -> Result<(), CannotRun> {
        let engine = Engine::new(&self.places.sources()?, config).map_err(LoadError::from)?;
        let (templates, locales) = self.places.paths();
        let catalog = CatalogReloader::new(engine.clone(), templates, locales, Arc::clone(&metrics));
        let catalog = Arc::new(catalog);
        warm_up(engine.clone());
        let store = Arc::new(SqliteStore::open(&outbox.path, outbox.clone(), &SystemClock)?);
        tell_recovered(&store, &Watch::new(Arc::clone(&metrics)));
        let dispatcher = dispatcher(&engine, Arc::clone(&store), &metrics)?;
        let listener = match inherited {
            Some(socket) => TcpListener::from_std(socket).map_err(no_socket)?,
            None => bind(gateway.listen)?,
        };
        let stop = stop_signal()?;
        let hang_up = signal(SignalKind::hangup()).map_err(no_signal)?;
        let address = gateway.listen;
        let (logins, reload) = (gateway.credentials.clone(), gateway.reload);
        let figures = Arc::clone(&store);
        let gateway = Gateway::new(Parts {
            config: gateway,
            outbox,
            engine,
            intake: Arc::clone(&store) as Arc<dyn Intake>,
            figures: Box::new(move || {
                let store = Arc::clone(&figures);
                Box::pin(async move { store.stats().await.ok() })
            }),
            credentials: who.credentials,
            catalog: Arc::clone(&catalog),
            metrics,
            clock: Arc::new(SystemClock),
        });
        tokio::spawn(keep_current(Arc::clone(&gateway), catalog, logins, reload, hang_up));
        if let Some((login, path)) = &who.development {
            say_who(login, path, address);
        }
        say_where(&listener);
        let gateway = gateway.serve(listener, told(stop.clone()));
        let dispatcher = dispatcher.run(told(stop.clone()));
        let too_late = async {
            told(stop).await;
            tokio::time::sleep(LATEST).await;
        };
        tokio::select! {
            _ = async { tokio::join!(gateway, dispatcher) } => tracing::info!("stopped"),
            () = too_late => {
                tracing::error!("stopped, although not all that was under way has ended");
                // Closing it would wait for the disk once more. What was answered 200 is on it.
                std::mem::forget(store);
            }
        }
        Ok(())
    }
}

/// Loads what the first event would else wait for: the numbering plans of phones, parsed templates' caches.
fn warm_up(engine: Engine) {
    tokio::task::spawn_blocking(move || engine.render(EventKind::OrderDelivered.example().as_bytes()));
}

/// What delivers, by the configured providers.
/// Whoever looks for what became of an event shall find that its process was killed meanwhile.
fn tell_recovered(store: &SqliteStore, watch: &Watch) {
    for entry in store.recovered() {
        watch.observe(&Observed::recorded(entry, &entry.progress, SystemClock.now()));
    }
}

fn dispatcher(
    engine: &Engine,
    store: Arc<SqliteStore>,
    metrics: &Arc<Metrics>,
) -> Result<Dispatcher, CannotRun> {
    let fault = |error: crate::ConfigError| CannotRun::Config(error.to_string());
    let providers = provider::from_config(engine.config()).map_err(fault)?;
    let delivery = DeliveryConfig::from_config(engine.config()).map_err(fault)?;
    let routes = providers.used().map(|(configured, channels)| {
        Route::new(Arc::clone(&configured.provider), configured.limits.clone(), channels)
    });
    let dispatcher =
        Dispatcher::new(store, engine.clone(), routes.collect(), delivery, Arc::new(SystemClock))
            .map_err(|error| CannotRun::Config(error.to_string()))?;
    Ok(dispatcher.observed_by(Arc::new(Watch::new(Arc::clone(metrics)))))
}

/// Done when the process is told to stop.
async fn told(mut stop: watch::Receiver<bool>) {
    // The sender lives as long as the process.
    let _ = stop.wait_for(|stop| *stop).await;
}

fn no_signal(source: std::io::Error) -> CannotRun {
    CannotRun::Io { what: "cannot wait for signals".to_owned(), source }
}

/// Turns true at SIGTERM or SIGINT.
fn stop_signal() -> Result<watch::Receiver<bool>, CannotRun> {
    let mut terminate = signal(SignalKind::terminate()).map_err(no_signal)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(no_signal)?;
    let (sender, receiver) = watch::channel(false);
    tokio::spawn(async move {
        let name = tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        };
        tracing::info!(signal = name, "stopping: no more requests are taken");
        let _ = sender.send(true);
        // Kept so that nobody takes its end for the signal.
        std::future::pending::<()>().await;
    });
    Ok(receiver)
}

/// Loads templates anew when they change, and at SIGHUP passwords too.
async fn keep_current(
    gateway: Arc<Gateway>,
    catalog: Arc<CatalogReloader>,
    logins: Vec<crate::gateway::Login>,
    every: Option<Duration>,
    mut hang_up: tokio::signal::unix::Signal,
) {
    loop {
        let pause = async {
            match every {
                Some(every) => tokio::time::sleep(every).await,
                None => std::future::pending().await,
            }
        };
        let told = tokio::select! {
            received = hang_up.recv() => received.is_some(),
            () = pause => false,
        };
        let catalog = Arc::clone(&catalog);
        let load = move || if told { catalog.reload() } else { catalog.reload_if_changed() };
        // A catalog that makes the loader panic is one with a fault: the last good one stays.
        let _ = tokio::task::spawn_blocking(load).await;
        if told && !logins.is_empty() {
            match Credentials::load(&logins) {
                Ok(credentials) => {
                    gateway.set_credentials(credentials);
                    tracing::info!(logins = logins.len(), "credentials were loaded");
                }
                Err(error) => tracing::error!("credentials stay as they were: {error}"),
            }
        }
    }
}

fn bind(address: SocketAddr) -> Result<TcpListener, CannotRun> {
    listen(address).map_err(|source| CannotRun::Io { what: format!("cannot listen on {address}"), source })
}

/// The socket that a service manager holds for us (`LISTEN_FDS`, as systemd's `sd_listen_fds(3)` has it). It outlives us, so
/// whoever connects between two starts waits, and is refused by nobody.
fn inherited_socket() -> Result<Option<std::net::TcpListener>, CannotRun> {
    let mut sockets = ListenFd::from_env();
    if sockets.len() > 1 {
        let message = "more than one socket was handed over (LISTEN_FDS); tellal listens on one";
        return Err(CannotRun::Config(message.to_owned()));
    }
    let socket = sockets.take_tcp_listener(0).map_err(no_socket)?;
    if let Some(socket) = &socket {
        socket.set_nonblocking(true).map_err(no_socket)?;
    }
    Ok(socket)
}

fn no_socket(source: std::io::Error) -> CannotRun {
    CannotRun::Io { what: "cannot use the socket that was handed over (LISTEN_FDS)".to_owned(), source }
}

/// No more connections than there are files for.
fn bound_connections(gateway: &mut GatewayConfig) {
    if let Some(files) = raise_file_limit() {
        let most = usize::try_from(files.saturating_sub(OTHER_FILES)).unwrap_or(usize::MAX).max(16);
        gateway.connections = gateway.connections.min(most);
    }
}

/// Who may call, and the login for development with its file where that is who.
struct WhoMayCall {
    credentials: Credentials,
    development: Option<(DevelopmentLogin, PathBuf)>,
}

/// The configured logins, else one made for development, on a loopback address only.
fn who_may_call(gateway: &GatewayConfig, outbox: &Path) -> Result<WhoMayCall, CannotRun> {
    if !gateway.credentials.is_empty() {
        let credentials =
            Credentials::load(&gateway.credentials).map_err(|error| CannotRun::Config(error.to_string()))?;
        return Ok(WhoMayCall { credentials, development: None });
    }
    if !gateway.listen.ip().is_loopback() {
        return Err(CannotRun::Config(format!(
            "without credentials nobody but this machine may call, and {} is no loopback address; set \
             gateway.username, and TELLAL_GATEWAY__PASSWORD or gateway.password_file",
            gateway.listen
        )));
    }
    let path = outbox.parent().map_or_else(PathBuf::new, Path::to_path_buf).join("tellal.credentials");
    let what = || format!("cannot make credentials in {}", path.display());
    let login = DevelopmentLogin::in_file(&path).map_err(|source| CannotRun::Io { what: what(), source })?;
    let credentials = Credentials::single(&login.username, &login.password);
    Ok(WhoMayCall { credentials, development: Some((login, path)) })
}

/// Tells a developer how to call; the password itself only when it is new, and only to a person.
fn say_who(login: &DevelopmentLogin, path: &Path, address: SocketAddr) {
    let path = path.display();
    if login.is_new && std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        let DevelopmentLogin { username, password, .. } = login;
        anstream::eprintln!(
            "{GOOD}made credentials{END} for development, kept in {path}: {username} {password}"
        );
    } else {
        anstream::eprintln!("{DIM}credentials for development are in {path}{END}");
    }
    anstream::eprintln!(
        "try it: {HEAD}curl -K {path} -H 'Content-Type: application/json' \
         --data-binary @tests/fixtures/order_delivered.json http://{address}/api/notification{END}"
    );
}

fn say_where(listener: &TcpListener) {
    if let Ok(address) = listener.local_addr() {
        tracing::info!(%address, version = env!("CARGO_PKG_VERSION"), "listening");
    }
}
