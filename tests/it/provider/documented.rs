//! Every configuration that docs/providers.md shows, run against a server that checks what the API's own
//! documentation demands.

use super::fake_http::{FakeHttp, Received, reply};
use super::fake_smtp::{FakeSmtp, Script};
use super::tls::Authority;
use super::{delivery, faults, line, of, sms};
use crate::support::read;
use tellal::Channel;
use tellal::provider::Configured;

/// The blocks of the document that hold this line.
fn blocks(with: &str) -> Vec<String> {
    let document = read("docs/providers.md");
    let blocks: Vec<String> = document
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .filter(|block| block.contains(with))
        .collect();
    assert!(!blocks.is_empty(), "no block with {with}");
    blocks
}

/// A block as an operator would have it: secrets in files, and only its own channel in use.
struct Installed {
    toml: String,
    _folder: tempfile::TempDir,
}

impl Installed {
    fn new(block: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for secret in ["gateway.token", "whatsapp.token", "twilio.token"] {
            std::fs::write(folder.path().join(secret), "t0k3n\n").unwrap();
        }
        for secret in ["smtp.password", "oldgate.password", "xmlgate.password"] {
            std::fs::write(folder.path().join(secret), "p&ss\n").unwrap();
        }
        let here = folder.path().display().to_string();
        let toml = block.replace("/etc/tellal", &here).replace("/var/lib/tellal", &here);
        let used: Vec<String> = Channel::ALL
            .iter()
            .filter(|channel| toml.contains(&format!("[channels.{channel}]")))
            .map(|channel| format!("\"{channel}\""))
            .collect();
        let used = used.join(", ");
        let guests = if used.contains("sms") { "\"sms\"" } else { "" };
        let toml = format!(
            "[engine]\nchannels = [{used}]\nguest_channels = [{guests}]\n[site]\nname = \"Example\"\n{toml}"
        );
        Self { toml, _folder: folder }
    }

    /// The same, with the API's host replaced by a server of this machine.
    fn against(&self, host: &str, server: &FakeHttp, channel: Channel) -> Configured {
        let here = format!("http://{}", server.address);
        assert!(self.toml.contains(host), "{host}");
        let toml = self.toml.replace("type = \"http\"\n", "type = \"http\"\nallow_private = true\n");
        of(&toml.replace(host, &here), channel)
    }
}

#[test]
fn every_block_is_read_without_a_fault() {
    for block in blocks("[") {
        let told = faults(&Installed::new(&block).toml);
        assert!(told.is_empty(), "{told}\n{block}");
    }
}

/// What an API answers to a request that its documentation would not accept.
fn wrong(what: &str, received: &Received) -> String {
    reply(418, "", &format!("{what}: {received:?}"))
}

#[tokio::test]
async fn twilio() {
    const ACCOUNT: &str = "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX";
    let server = FakeHttp::answering(|received| {
        let form = received.form();
        let field = |name: &str| form.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str());
        let basic = base64_of(&format!("{ACCOUNT}:t0k3n"));
        let e164 = |text: &str| text.strip_prefix('+').is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
        if received.method != "POST" || received.target != format!("/2010-04-01/Accounts/{ACCOUNT}/Messages.json") {
            return wrong("method and path", received);
        }
        if received.header("content-type") != Some("application/x-www-form-urlencoded") {
            return wrong("content type", received);
        }
        if received.header("authorization") != Some(format!("Basic {basic}").as_str()) {
            return reply(401, "", r#"{"code":20003,"message":"Authenticate","status":401}"#);
        }
        if !e164(field("To")) || !e164(field("From")) || field("Body").is_empty() {
            return wrong("To, From and Body", received);
        }
        match field("Body").parse::<u32>() {
            Err(_) => reply(201, "", r#"{"sid":"SM123","status":"queued","error_code":null}"#),
            Ok(20429) => reply(429, "retry-after: 1\r\n", r#"{"code":20429,"message":"Too Many Requests","status":429}"#),
            Ok(20003) => reply(401, "", r#"{"code":20003,"message":"Authenticate","status":401}"#),
            Ok(20500) => reply(500, "", r#"{"code":20500,"message":"Internal Server Error","status":500}"#),
            Ok(code) => {
                let body = format!(r#"{{"code":{code},"message":"about +905551234567","more_info":"https://www.twilio.com/docs/errors/{code}","status":400}}"#);
                reply(400, "", &body)
            }
        }
    })
    .await;
    let installed = Installed::new(&blocks("[providers.twilio]")[0]);
    let twilio = installed.against("https://api.twilio.com", &server, Channel::Sms).provider;
    assert_eq!(line(&twilio.send(&delivery(Channel::Sms)).await), "sent SM123");
    let cases = [
        ("21610", "opted out opted_out"),
        ("21211", "permanent rejected"),
        ("21614", "permanent rejected"),
        ("21408", "permanent rejected"),
        ("21617", "permanent rejected"),
        ("21606", "transient account"),
        ("20003", "transient account"),
        ("20429", "transient throttled after 1s throttled"),
        ("21611", "transient throttled throttled"),
        ("20500", "transient http_status"),
        ("21999", "permanent rejected"),
    ];
    for (code, expected) in cases {
        let answer = twilio.send(&sms(code)).await;
        assert_eq!(line(&answer), expected, "{code}");
        let detail = &answer.reason().unwrap().detail;
        assert!(detail.contains(code) && !detail.contains("555"), "{detail}");
    }
}

/// What the Cloud API's documentation demands of a message, and what it answers.
fn cloud_api(received: &Received) -> String {
    if received.method != "POST" || received.target != "/v23.0/106540352242922/messages" {
        return wrong("method and path", received);
    }
    if received.header("content-type") != Some("application/json") {
        return wrong("content type", received);
    }
    if received.header("authorization") != Some("Bearer t0k3n") {
        return reply(
            401,
            "",
            r#"{"error":{"message":"Invalid OAuth access token","type":"OAuthException","code":190}}"#,
        );
    }
    let json = received.json();
    if json["messaging_product"] != "whatsapp"
        || json["recipient_type"] != "individual"
        || json["to"] != "+905551234567"
    {
        return wrong("product, recipient type and receiver", received);
    }
    let text = match json["type"].as_str() {
        Some("text") if json["text"]["preview_url"].is_boolean() => json["text"]["body"].as_str(),
        Some("template") => {
            let template = &json["template"];
            let body = &template["components"][0];
            let named = template["name"].is_string() && template["language"]["code"] == "en_US";
            if !named || body["type"] != "body" || body["parameters"][0]["type"] != "text" {
                return wrong("template", received);
            }
            // The API refuses parameters with line breaks, tabs or runs of spaces.
            body["parameters"][0]["text"]
                .as_str()
                .filter(|text| !text.contains(['\n', '\t']) && !text.contains("    "))
        }
        _ => None,
    };
    match text.map(str::parse::<u32>) {
        None => wrong("type and text", received),
        Some(Err(_)) => reply(
            200,
            "",
            r#"{"messaging_product":"whatsapp","contacts":[{"input":"+905551234567","wa_id":"905551234567"}],"messages":[{"id":"wamid.HBgL"}]}"#,
        ),
        Some(Ok(code)) => {
            let status = match code {
                0 | 190 => 401,
                10 | 131_005 | 131_031 | 368 => 403,
                4 | 80_007 | 130_429 | 131_048 | 131_056 => 429,
                131_000 | 3 => 500,
                2 | 131_016 | 133_004 => 503,
                _ => 400,
            };
            let body = format!(
                r#"{{"error":{{"message":"(#{code}) about +905551234567","type":"OAuthException","code":{code},"error_data":{{"messaging_product":"whatsapp","details":"…"}},"fbtrace_id":"x"}}}}"#
            );
            reply(status, "", &body)
        }
    }
}

#[tokio::test]
async fn whatsapp_cloud_api() {
    let server = FakeHttp::answering(cloud_api).await;
    let documented = blocks("[providers.whatsapp]");
    assert_eq!(documented.len(), 2, "free texts and templates");
    let text = Installed::new(&documented[0])
        .against("https://graph.facebook.com", &server, Channel::Whatsapp)
        .provider;
    assert_eq!(line(&text.send(&delivery(Channel::Whatsapp)).await), "sent wamid.HBgL");
    let cases = [
        ("131050", "opted out opted_out"),
        ("131026", "permanent rejected"),
        ("131047", "permanent rejected"),
        ("131049", "permanent rejected"),
        ("132000", "permanent rejected"),
        ("100", "permanent rejected"),
        ("130429", "transient throttled throttled"),
        ("131056", "transient throttled throttled"),
        ("4", "transient throttled throttled"),
        ("190", "transient account"),
        ("131042", "transient account"),
        ("131000", "transient unavailable"),
        ("133004", "transient unavailable"),
        ("999", "permanent rejected"),
    ];
    for (code, expected) in cases {
        let message = tellal::provider::Delivery {
            content: tellal::provider::Content::Whatsapp { text: code.to_owned() },
            ..delivery(Channel::Whatsapp)
        };
        assert_eq!(line(&text.send(&message).await), expected, "{code}");
    }
    let template = Installed::new(&documented[1])
        .against("https://graph.facebook.com", &server, Channel::Whatsapp)
        .provider;
    let message = tellal::provider::Delivery {
        language: "en-US".to_owned(),
        content: tellal::provider::Content::Whatsapp { text: "Two\n\nlines\tand     spaces".to_owned() },
        ..delivery(Channel::Whatsapp)
    };
    assert_eq!(line(&template.send(&message).await), "sent wamid.HBgL");
}

#[tokio::test]
async fn a_generic_gateway() {
    let server = FakeHttp::answering(|received| {
        let right = received.method == "POST"
            && received.target == "/v1/messages"
            && received.header("authorization") == Some("Bearer t0k3n")
            && received.header("content-type") == Some("application/json")
            && received.header("idempotency-key").is_some_and(|key| key.starts_with("0198f000-"));
        let json = received.json();
        if !right || json["to"] != "905551234567" || json["from"] != "EXAMPLE" || json["unicode"] != "false" {
            return wrong("the request", received);
        }
        match json["text"].as_str().unwrap() {
            "Merhaba Zeynep, your order is here" => reply(202, "", r#"{"id":"g-1"}"#),
            code => reply(200, "", &format!(r#"{{"error":{{"code":"{code}"}}}}"#)),
        }
    })
    .await;
    let installed = Installed::new(&blocks("[providers.gateway.json]")[0]);
    let gateway = installed.against("https://sms.example.com", &server, Channel::Sms);
    assert_eq!(gateway.limits.rate, Some(20.0));
    assert_eq!(line(&gateway.provider.send(&delivery(Channel::Sms)).await), "sent g-1");
    let cases = [
        ("unsubscribed", "opted out opted_out"),
        ("invalid_number", "permanent rejected"),
        ("no_credit", "transient no_credit"),
        ("unheard_of", "transient garbled_answer ambiguous"),
    ];
    for (code, expected) in cases {
        assert_eq!(line(&gateway.provider.send(&sms(code)).await), expected, "{code}");
    }
}

#[tokio::test]
async fn gateways_by_address_and_by_xml() {
    let server = FakeHttp::answering(|received| {
        let query = received.query();
        let field = |name: &str| {
            query.iter().find(|(field, _)| field == name).map_or("", |(_, value)| value.as_str())
        };
        let right = received.method == "GET" && received.path() == "/send" && received.body.is_empty();
        if !right
            || field("user") != "example"
            || field("password") != "p&ss"
            || field("to") != "905551234567"
        {
            return wrong("the request", received);
        }
        match field("msg") {
            "101" => reply(200, "", "ERR 101 +905551234567 unknown"),
            "429" => reply(200, "", "ERR 429"),
            _ => reply(200, "", "OK 4711"),
        }
    })
    .await;
    let old = Installed::new(&blocks("[providers.oldgate]")[0]);
    let old = old.against("https://api.oldgate.example", &server, Channel::Sms).provider;
    assert_eq!(line(&old.send(&delivery(Channel::Sms)).await), "sent 4711");
    assert_eq!(line(&old.send(&sms("101")).await), "permanent rejected");
    assert_eq!(line(&old.send(&sms("429")).await), "transient throttled throttled");

    let server = FakeHttp::answering(|received| {
        let right = received.header("content-type") == Some("application/xml; charset=utf-8")
            && received.body.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
            && received.body.contains("password=\"p&amp;ss\"")
            && received.body.contains("<to>905551234567</to>");
        match () {
            () if !right => wrong("the request", received),
            () if received.body.contains("<body>a&lt;b</body>") => reply(200, "", "<r><code>20</code></r>"),
            () => reply(200, "", "<r><code>0</code><id>x-9</id></r>"),
        }
    })
    .await;
    let xml = Installed::new(&blocks("[providers.xmlgate]")[0]);
    let xml = xml.against("https://api.xmlgate.example", &server, Channel::Sms).provider;
    assert_eq!(line(&xml.send(&delivery(Channel::Sms)).await), "sent x-9");
    assert_eq!(line(&xml.send(&sms("a<b")).await), "permanent rejected");
}

#[tokio::test]
async fn a_mail_server() {
    let authority = Authority::new();
    let script = Script { tls: Some(authority.acceptor("localhost")), ..Script::default() };
    let server = FakeSmtp::start(script).await;
    let installed = Installed::new(&blocks("[providers.mail]")[0]);
    let here = format!("localhost\"\nca_file = \"{}\"\nport = {} #", authority.file(), server.address.port());
    let toml = installed.toml.replacen("smtp.example.com\"", &here, 1);
    let mail = of(&toml, Channel::Email).provider;
    assert_eq!(line(&mail.send(&delivery(Channel::Email)).await), "sent 4F3A2B1C");
    let commands = server.commands();
    let plain = base64_of("\0tellal\0p&ss");
    assert!(commands.contains(&format!("AUTH PLAIN {plain}")), "{commands:?}");
    assert!(server.mails()[0].contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"));
}

fn base64_of(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}
