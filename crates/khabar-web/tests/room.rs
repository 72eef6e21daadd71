//! The room as programs see it: the API, its limits, and everything that keeps strangers out.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test stops where it finds a fault"
)]

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use khabar_register::ingest::{Plan, ingest};
use khabar_register::store::Writer;
use khabar_web::{App, Settings, router};
use serde_json::{Value, json};
use tower::ServiceExt as _;

struct Room {
    _folder: tempfile::TempDir,
    router: Router,
}

impl Room {
    fn new(token: Option<&str>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let pages = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/newsroom");
        let register = folder.path().join("register");
        let mut writer = Writer::open(&register).expect("a register");
        let inputs = [pages.display().to_string()];
        ingest(&mut writer, &inputs, &Plan::default(), &mut |_| ()).expect("an ingest");
        writer.close().expect("closed");
        let app = App::open(&Settings { register, token: token.map(str::to_owned) }).expect("a room");
        Self { _folder: folder, router: router(Arc::clone(&app)) }
    }

    async fn send(&self, request: Request<Body>) -> Response<Body> {
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    async fn get(&self, path: &str) -> Response<Body> {
        self.send(get(path).body(Body::empty()).unwrap()).await
    }

    async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status(), StatusCode::OK, "{path}");
        serde_json::from_slice(&bytes(answer).await).expect("JSON")
    }

    async fn post(&self, path: &str, body: &Value) -> (StatusCode, Value) {
        let request =
            Request::post(path).header("host", "localhost").header("content-type", "application/json");
        let answer = self.send(request.body(Body::from(body.to_string())).unwrap()).await;
        (answer.status(), serde_json::from_slice(&bytes(answer).await).expect("JSON"))
    }
}

fn get(path: &str) -> axum::http::request::Builder {
    Request::get(path).header("host", "127.0.0.1:8080")
}

async fn bytes(answer: Response<Body>) -> Vec<u8> {
    answer.into_body().collect().await.expect("a body").to_bytes().to_vec()
}

#[tokio::test]
async fn lists_are_turned_by_cursor_and_nothing_is_met_twice() {
    let room = Room::new(None);
    for list in ["pages", "statements", "events", "figures", "commitments", "people", "timeline?name=الراوي"]
    {
        let list = list.replace("الراوي", "%D8%A7%D9%84%D8%B1%D8%A7%D9%88%D9%8A");
        let sign = if list.contains('?') { '&' } else { '?' };
        let whole = room.json(&format!("/api/v1/{list}{sign}limit=100")).await;
        let whole = whole["items"].as_array().unwrap().clone();
        assert!(whole.len() > 2, "{list}");
        let (mut pieces, mut cursor) = (Vec::new(), String::new());
        loop {
            let piece = room.json(&format!("/api/v1/{list}{sign}limit=7{cursor}")).await;
            pieces.extend(piece["items"].as_array().unwrap().clone());
            match piece["next"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(pieces.len().min(100), whole.len(), "{list}");
        assert_eq!(pieces[..whole.len()], whole[..], "{list}");
    }
}

#[tokio::test]
async fn facets_count_what_a_filter_then_finds() {
    let room = Room::new(None);
    let all = room.json("/api/v1/search").await;
    assert_eq!(all["total"], 13);
    let site = &all["counts"]["sites"][0];
    let name = site["value"].as_str().unwrap();
    let encoded = name.bytes().fold(String::new(), |all, b| all + &format!("%{b:02X}"));
    let narrowed = room.json(&format!("/api/v1/search?site={encoded}&limit=1")).await;
    assert_eq!(narrowed["total"], site["pages"]);
    let year = room.json("/api/v1/search?time=2023").await;
    assert_eq!(year["total"], 2);
    assert_eq!(
        year["counts"]["times"],
        json!([{"value": "2023-12", "pages": 1}, {"value": "2023-10", "pages": 1}])
    );
    let latest = room.json("/api/v1/search?sort=latest&limit=2").await;
    assert_eq!(latest["items"][0]["published"].as_str().unwrap().get(..10), Some("2024-05-06"));
    assert_eq!(room.json("/api/v1/search?event=PROTEST&site=x").await["total"], 0);
}

#[tokio::test]
async fn an_answer_that_is_known_is_not_sent_again() {
    let room = Room::new(None);
    let first = room.get("/api/v1/pages").await;
    let tag = first.headers()["etag"].clone();
    let again =
        room.send(get("/api/v1/pages").header("if-none-match", tag).body(Body::empty()).unwrap()).await;
    assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
    assert!(bytes(again).await.is_empty());
}

#[tokio::test]
async fn what_is_decided_is_seen_and_taken_back() {
    let room = Room::new(None);
    let facts = |record: Value| record["statements"].as_array().unwrap().len();
    let before = facts(room.json("/api/v1/pages/1/record").await);
    let (status, done) = room
        .post("/api/v1/review", &json!({"page": 1, "fact": "s1", "verdict": "rejected", "who": "هدى"}))
        .await;
    assert_eq!(status, StatusCode::OK, "{done}");
    assert_eq!(facts(room.json("/api/v1/pages/1/record").await), before - 1);
    let (status, _) = room.post("/api/v1/undo", &json!({"number": done["number"]})).await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(facts(room.json("/api/v1/pages/1/record").await), before);
    assert_eq!(room.json("/api/v1/log").await["items"].as_array().unwrap().len(), 1);
    let wrong = json!({"page": 1, "fact": "s1", "verdict": "corrected", "value": {"content": {"start": 9, "end": 3}}});
    let (status, said) = room.post("/api/v1/review", &wrong).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(said["error"].as_str().unwrap().contains("does not fit"), "{said}");
    let (status, _) =
        room.post("/api/v1/settle", &json!({"page": 1, "fact": "c9", "status": "kept", "note": "x"})).await;
    assert_eq!(status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn limits_are_said_and_kept() {
    let room = Room::new(None);
    let long = format!("/api/v1/search?q={}", "a".repeat(401));
    let longer = format!("/api/v1/search?q={}", "a".repeat(5000));
    for (path, status) in [
        ("/api/v1/pages?limit=0", 400),
        ("/api/v1/pages?limit=101", 400),
        ("/api/v1/pages?cursor=zz", 400),
        ("/api/v1/pages?cursor=cfffffffff", 400),
        ("/api/v1/search?q=titel:x", 400),
        ("/api/v1/events?type=NONE", 400),
        ("/api/v1/statements?since=yesterday", 400),
        ("/api/v1/pages/999", 404),
        ("/api/v1/pages/x", 400),
        ("/api/v1/stories/none", 404),
        ("/api/v1/people/none", 404),
        ("/api/v1/none", 404),
        (&*long, 400),
        (&*longer, 414),
    ] {
        let answer = room.get(path).await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        let said: Value = serde_json::from_slice(&bytes(answer).await).expect(path);
        assert!(!said["error"].as_str().unwrap().is_empty());
    }
    let big = json!({"page": 1, "fact": "s1", "verdict": "accepted", "note": "x".repeat(70_000)});
    assert_eq!(room.post("/api/v1/review", &big).await.0, StatusCode::PAYLOAD_TOO_LARGE);
    let form =
        Request::post("/api/v1/review").header("host", "localhost").header("content-type", "text/plain");
    let answer = room.send(form.body(Body::from("{}")).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::UNSUPPORTED_MEDIA_TYPE);
}

#[tokio::test]
async fn a_form_counts_only_from_its_own_page() {
    let room = Room::new(None);
    let secret = "0123456789abcdef0123456789abcdef";
    let form = |cookie: &str, field: &str, origin: (&str, &str)| {
        let body = format!("csrf={field}&page=1&fact=s1&verdict=accepted&back=/page/1");
        Request::post("/review")
            .header("host", "localhost:8080")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", format!("csrf={cookie}"))
            .header(origin.0, origin.1)
            .body(Body::from(body))
            .unwrap()
    };
    let own = ("origin", "http://localhost:8080");
    for (request, status) in [
        (form(secret, secret, own), 303),
        (form(secret, "", own), 403),
        (form("", "", own), 403),
        (form(secret, "0123456789abcdef0123456789abcdee", own), 403),
        (form(secret, secret, ("origin", "http://evil.example")), 403),
        (form(secret, secret, ("sec-fetch-site", "cross-site")), 403),
        (form(secret, secret, ("host", "evil.example")), 421),
    ] {
        let mut request = request;
        // A second `Host` stands for the only one.
        if let Some(host) = request.headers().get_all("host").iter().nth(1).cloned() {
            request.headers_mut().insert("host", host);
        }
        assert_eq!(room.send(request).await.status().as_u16(), status);
    }
    let back = form(secret, secret, own)
        .map(|_| Body::from(format!("csrf={secret}&page=1&fact=s1&verdict=accepted&back=//evil.example/")));
    assert_eq!(room.send(back).await.headers()["location"], "/#s1");
    let answer =
        room.send(Request::get("/").header("host", "evil.example").body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST);
}

#[tokio::test]
async fn the_token_is_asked_of_everyone() {
    let room = Room::new(Some("a token that is long"));
    assert_eq!(room.get("/api/v1/pages").await.status(), StatusCode::UNAUTHORIZED);
    let page = room.get("/page/1").await;
    assert_eq!(
        (page.status(), &page.headers()["location"]),
        (StatusCode::SEE_OTHER, &"/login?to=%2Fpage%2F1".parse().unwrap())
    );
    for open in ["/login", "/healthz", "/assets/style.css"] {
        assert_eq!(room.get(open).await.status(), StatusCode::OK, "{open}");
    }
    let bearer = |token: &str| {
        get("/api/v1/pages").header("authorization", format!("Bearer {token}")).body(Body::empty()).unwrap()
    };
    assert_eq!(room.send(bearer("a token that is long")).await.status(), StatusCode::OK);
    assert_eq!(room.send(bearer("another")).await.status(), StatusCode::UNAUTHORIZED);
    let secret = "0123456789abcdef0123456789abcdef";
    let login = |token: &str| {
        Request::post("/login")
            .header("host", "room.example")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", format!("csrf={secret}"))
            .body(Body::from(format!("csrf={secret}&back=/page/1&token={token}")))
            .unwrap()
    };
    assert_eq!(room.send(login("wrong")).await.status(), StatusCode::UNAUTHORIZED);
    let entered = room.send(login("a+token+that+is+long")).await;
    assert_eq!(entered.headers()["location"], "/page/1");
    let cookie = entered.headers()["set-cookie"].to_str().unwrap().split(';').next().unwrap().to_owned();
    assert!(!cookie.contains("token"));
    let page = room.send(get("/page/1").header("cookie", cookie).body(Body::empty()).unwrap()).await;
    assert_eq!(page.status(), StatusCode::OK);
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do_with_it() {
    let room = Room::new(None);
    for path in ["/", "/page/1", "/none", "/assets/room.js", "/api/v1/pages"] {
        let answer = room.get(path).await;
        let header = |name: &str| answer.headers()[name].to_str().unwrap().to_owned();
        assert!(
            header("content-security-policy")
                .starts_with("default-src 'none'; script-src 'self'; style-src 'self'")
        );
        assert!(!header("content-security-policy").contains("unsafe"));
        assert_eq!(header("x-content-type-options"), "nosniff");
        assert_eq!(header("referrer-policy"), "same-origin");
    }
}

#[tokio::test]
async fn a_query_that_is_not_understood_is_told_in_the_language_of_the_room() {
    let room = Room::new(None);
    let told = async |path: &str, language: &str| {
        let request = get(path).header("accept-language", language).body(Body::empty()).unwrap();
        let answer = room.send(request).await;
        assert_eq!(answer.status(), StatusCode::BAD_REQUEST);
        String::from_utf8(bytes(answer).await).unwrap()
    };
    let page = told("/?q=%D8%B3%D8%AF+NOT+x", "ar").await;
    assert!(page.contains("«NOT» ليست من لغة البحث") && !page.contains("query language"), "{page}");
    let page = told("/?q=%D8%B3%D8%AF+NOT+x", "en").await;
    assert!(page.contains("«NOT» is not of this query language"), "{page}");
    let answer = told("/api/v1/search?q=title:", "ar").await;
    assert!(answer.contains("write title:"), "{answer}");
}

#[tokio::test]
async fn the_document_describes_every_address() {
    let room = Room::new(None);
    let document = room.json("/api/v1/openapi.json").await;
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 20);
    let schemas = document["components"]["schemas"].as_object().unwrap();
    assert!(schemas["Record"]["properties"]["statements"].is_object());
    // Every reference leads somewhere.
    let text = document.to_string();
    for name in text.split("#/components/schemas/").skip(1).map(|r| r.split('"').next().unwrap()) {
        assert!(schemas.contains_key(name), "{name}");
    }
    for (path, method) in paths {
        if method.get("get").is_some() {
            let path = path.replace("{page}", "1").replace("{fact}", "c1").replace("{id}", "none");
            let path = if path.ends_with("timeline") { format!("{path}?name=x") } else { path };
            let status = room.get(&path).await.status();
            assert!(status == StatusCode::OK || status == StatusCode::NOT_FOUND, "{path} {status}");
            // What is not there at all is not found in any way it is asked.
            let other = Request::builder().method("DELETE").uri(&path).header("host", "localhost");
            let status = room.send(other.body(Body::empty()).unwrap()).await.status();
            assert_eq!(status, StatusCode::METHOD_NOT_ALLOWED, "{path}");
        }
    }
}

#[tokio::test]
async fn the_language_is_that_of_address_cookie_or_browser() {
    let room = Room::new(None);
    let lang = async |path: &str, name: &'static str, value: &str| {
        let answer = room.send(get(path).header(name, value).body(Body::empty()).unwrap()).await;
        let html = String::from_utf8(bytes(answer).await).unwrap();
        html.split("<html ").nth(1).unwrap().split(" data-theme").next().unwrap().to_owned()
    };
    let (arabic, english) = (r#"lang="ar" dir="rtl""#, r#"lang="en" dir="ltr""#);
    assert_eq!(lang("/about", "accept-language", "fr").await, arabic);
    assert_eq!(lang("/about", "accept-language", "en-GB,en;q=0.9").await, english);
    assert_eq!(lang("/about?lang=en", "cookie", "prefs=ar.western.levant.both.auto").await, english);
    assert_eq!(lang("/about", "cookie", "prefs=en.western.levant.both.auto").await, english);
}
