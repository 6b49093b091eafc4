//! `POST /api/preview`: what would be sent for an event, and why. Nothing is queued.

use std::sync::Arc;

use bytes::Bytes;
use hyper::StatusCode;

use super::Gateway;
use super::problem::{Code, Problem};
use super::router::{Answer, Refusal, json};
use crate::engine::Preview;
use crate::event::Notification;
use crate::l10n::LanguageTag;
use crate::recipient::channel::Channel;

/// `language` and `channel` of a query.
pub(super) fn options(query: Option<&str>) -> Result<Preview, Refusal> {
    let mut preview = Preview::default();
    for (name, value) in form_urlencoded::parse(query.unwrap_or_default().as_bytes()) {
        let read = match &*name {
            "language" => {
                preview.language = LanguageTag::parse(&value);
                preview.language.is_some()
            }
            "channel" => {
                preview.channel = Channel::from_name(&value);
                preview.channel.is_some()
            }
            _ => false,
        };
        if !read {
            return Err(Refusal::unread(Code::InvalidParameter));
        }
    }
    Ok(preview)
}

impl Gateway {
    /// Renders an event as `tellal render --json` does.
    pub(super) async fn preview(&self, body: Bytes, preview: Preview) -> Result<Answer, Refusal> {
        let waiting =
            tokio::time::timeout(self.parts.config.accept_time, Arc::clone(&self.previews).acquire_owned());
        let Ok(Ok(permit)) = waiting.await else { return Err(Refusal::of_body(Code::Busy, Bytes::new())) };
        let engine = self.parts.engine.clone();
        // Templates may be slow; requests of others must not wait for them.
        let rendered = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            let notification = Notification::parse(&body).map_err(Problem::from)?;
            let outcome = engine.preview_notification(&notification, &preview);
            Ok::<_, Problem>(serde_json::to_vec(&outcome).unwrap_or_default())
        });
        match rendered.await {
            Ok(Ok(body)) => Ok(json(StatusCode::OK, body)),
            Ok(Err(problem)) => Err(Refusal::of_body(problem, Bytes::new())),
            Err(_) => Err(Refusal::of_body(Code::Internal, Bytes::new())),
        }
    }
}
