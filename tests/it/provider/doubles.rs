//! The doubles that ship beside the trait.

use std::sync::Arc;

use tellal::Channel;
use tellal::provider::doubles::{Failing, Recording};
use tellal::provider::{Answer, Provider, ProviderLimits, Providers, Reason, code};

use super::{delivery, line};

#[tokio::test]
async fn a_recording_double_remembers_and_follows_its_script() {
    let throttled = Answer::Transient {
        reason: Reason::new(code::THROTTLED, ""),
        retry_after: None,
        throttled: true,
        ambiguous: false,
    };
    let recording = Recording::new("r").answering([throttled]);
    let sent = delivery(Channel::Sms);
    assert_eq!(line(&recording.send(&sent).await), "transient throttled throttled");
    assert_eq!(line(&recording.send(&sent).await), "sent recorded-2");
    assert_eq!(recording.seen(), [sent.clone(), sent.clone()]);
    assert_eq!(line(&Failing::transient("f").send(&sent).await), "transient unavailable");
    assert_eq!(line(&Failing::permanent("f").send(&sent).await), "permanent rejected");
}

#[test]
fn providers_can_be_put_together_by_hand() {
    let providers = Providers::default()
        .with(Arc::new(Recording::new("a")), ProviderLimits::default(), &[Channel::Sms, Channel::Email])
        .with(Arc::new(Failing::permanent("b")), ProviderLimits::default(), &[Channel::Sms]);
    assert_eq!(providers.of(Channel::Sms).unwrap().provider.name(), "b");
    assert_eq!(providers.of(Channel::Email).unwrap().provider.name(), "a");
    assert!(providers.of(Channel::Whatsapp).is_none());
}
