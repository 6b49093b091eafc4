//! What the benchmark of the gateway is made of: servers in processes of their own, and clients that cost little.

pub(crate) mod clients;
pub(crate) mod floor;
pub(crate) mod process;
pub(crate) mod requests;
pub(crate) mod server;

/// Who may call.
pub(crate) const LOGIN: (&str, &str) = ("commerce", "a password for benchmarks");

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The gateway with its outbox, as shipped.
    Gateway,
    /// A front end that answers once it has read a body.
    Bare,
    /// The same that appends the body to a file and syncs it before.
    File,
}

impl Kind {
    pub(crate) const ALL: [Self; 3] = [Self::Gateway, Self::File, Self::Bare];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::Bare => "bare",
            Self::File => "file",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
