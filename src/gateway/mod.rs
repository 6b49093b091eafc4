//! The thin front end: takes Commerce's events, makes them durable, and says so.
//!
//! A request passes `guard` (its bytes), hyper, `router` (what it asks for) and `notification` or
//! `preview`; what cannot be done is a [`Problem`]. What holds:
//!
//! - 200 is only answered to a notification after the store said that it is durable.
//! - Nothing of a body is read before its sender is known; nothing that is read or waited for is unbounded.
//! - What an authenticated sender sent and was refused is kept for a person to look at.

mod body;
mod catalog;
mod config;
mod connections;
mod credentials;
mod development;
mod framing;
mod guard;
mod head;
mod notification;
mod preview;
mod problem;
mod request_id;
mod router;
mod server;
mod slowdown;
mod status;
mod throttle;
mod turns;

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, PoisonError, RwLock};

use tokio::sync::Semaphore;

pub use catalog::CatalogReloader;
pub use config::{GatewayConfig, Login, Password};
pub use credentials::{Credentials, CredentialsError};
pub use development::DevelopmentLogin;
pub use problem::{Code, Problem};
pub use server::{listen, raise_file_limit};

use crate::clock::Clock;
use crate::engine::Engine;
use crate::outbox::{Intake, OutboxConfig, Stats};
use crate::telemetry::Metrics;
use connections::Connections;
use slowdown::Slowdown;
use status::Remembered;
use throttle::Throttle;

/// Previews rendered at once.
const PREVIEWS: usize = 4;

/// Asks the store for its figures; `None` where it cannot say.
pub type Figures = Box<dyn Fn() -> Pin<Box<dyn Future<Output = Option<Stats>> + Send>> + Send + Sync>;

/// What a gateway is made of.
pub struct Parts {
    /// `[gateway]`.
    pub config: GatewayConfig,
    /// `[outbox]`, for what an event withdraws.
    pub outbox: OutboxConfig,
    /// Renders previews.
    pub engine: Engine,
    /// Takes events.
    pub intake: Arc<dyn Intake>,
    /// Says what is in the queue.
    pub figures: Figures,
    /// Who may call.
    pub credentials: Credentials,
    /// Says which templates are in force.
    pub catalog: Arc<CatalogReloader>,
    /// Counts.
    pub metrics: Arc<Metrics>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

/// The gateway: answers requests on any number of connections.
pub struct Gateway {
    parts: Parts,
    credentials: RwLock<Arc<Credentials>>,
    slowdown: Slowdown,
    strangers: Throttle,
    connections: Arc<Connections>,
    bodies: Semaphore,
    previews: Arc<Semaphore>,
    figures: Remembered,
    stopping: AtomicBool,
    /// Whether the store failed when it was last asked to take something.
    ailing: AtomicBool,
}

impl Gateway {
    /// A gateway that serves nobody yet; see [`Gateway::serve`].
    pub fn new(parts: Parts) -> Arc<Self> {
        let config = &parts.config;
        Arc::new(Self {
            credentials: RwLock::new(Arc::new(parts.credentials.clone())),
            slowdown: Slowdown::default(),
            strangers: Throttle::default(),
            connections: Connections::new(config.connections, config.connections_per_address),
            bodies: Semaphore::new(config.requests),
            previews: Arc::new(Semaphore::new(PREVIEWS)),
            figures: Remembered::default(),
            stopping: AtomicBool::new(false),
            ailing: AtomicBool::new(false),
            parts,
        })
    }

    /// Replaces who may call, from the next request on.
    pub fn set_credentials(&self, credentials: Credentials) {
        *self.credentials.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(credentials);
    }

    fn admits(&self, header: Option<&[u8]>) -> bool {
        let credentials = Arc::clone(&self.credentials.read().unwrap_or_else(PoisonError::into_inner));
        credentials.admit(header)
    }
}
