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
    /// The gateway, but that it appends the body to a file and syncs it, and has no other store.
    OnFile,
    /// The gateway without any store.
    NoStore,
    /// A front end of hyper alone that appends the body, unread, to a file and syncs it.
    BareFile,
    /// The same that answers once it has the body.
    Bare,
}

impl Kind {
    pub(crate) const ALL: [Self; 5] =
        [Self::Gateway, Self::OnFile, Self::NoStore, Self::BareFile, Self::Bare];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Gateway => "gateway",
            Self::OnFile => "on-file",
            Self::NoStore => "no-store",
            Self::BareFile => "bare-file",
            Self::Bare => "bare",
        }
    }

    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}
