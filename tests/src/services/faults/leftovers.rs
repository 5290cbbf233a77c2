//! Addresses left over from development: tunnels, request bins, mock servers and placeholders.

use super::{Asked, Behaviour, Caller, Reply, Service, TESTS, TOKEN, but, fault, right};
use desk::{Draft, UrlField};

pub(super) fn services() -> Vec<Service> {
    [tunnels(), bins(), mocks(), placeholders()].into_iter().flatten().collect()
}

fn tunnels() -> Vec<Service> {
    vec![
        leftover(
            "ngrok-to-a-laptop",
            "The developer's laptop answered during the pilot, and the tunnel still runs.",
            "tunnel",
            |draft| draft.urls.set(UrlField::Tests, "https://7f3a-84-22-101-9.ngrok-free.app/tests".into()),
        ),
        leftover(
            "quick-tunnel-of-cloudflare",
            "A quick tunnel was started for a demonstration and entered as the address.",
            "tunnel",
            |draft| {
                let url = "https://quiet-harbour-lists-pilot.trycloudflare.com/token";
                draft.urls.set(UrlField::ValidateToken, url.into());
            },
        ),
        leftover(
            "dev-tunnel-of-visual-studio",
            "Visual Studio forwarded a port of the developer's machine to the internet.",
            "tunnel",
            |draft| {
                draft
                    .urls
                    .set(UrlField::SendCandidate, "https://x7hq2k4b-5001.euw.devtunnels.ms/send".into());
            },
        ),
        leftover(
            "forwarded-port-of-a-codespace",
            "The service runs in a codespace whose port was made public.",
            "workspace",
            |draft| {
                draft.urls.set(UrlField::Tests, "https://turbo-anchor-97q5-8080.app.github.dev/tests".into());
            },
        ),
        leftover(
            "funnel-of-a-private-network",
            "A funnel publishes one machine of the developer's private network.",
            "tunnel",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://workstation.tail4f2c.ts.net/send".into());
            },
        ),
        leftover(
            "localtunnel-to-a-laptop",
            "The start script of the project opens a localtunnel under a fixed name.",
            "tunnel",
            |draft| draft.urls.set(UrlField::ValidateToken, "https://harbour-tests.loca.lt/token".into()),
        ),
        leftover(
            "tunnel-over-ssh",
            "A remote forwarding over SSH was the quickest way out.",
            "tunnel",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://9d1f0b7e2a.lhr.life/send".into());
            },
        ),
    ]
}

fn bins() -> Vec<Service> {
    vec![
        Service {
            record: |draft| {
                let url = "https://webhook.site/0c9b6e54-2a4f-4f38-9a55-6a0d3b1f77c2/token";
                draft.urls.set(UrlField::ValidateToken, url.into());
            },
            ..fault(
                "webhook-site-answers-everyone",
                "A page that shows what it receives was used for the first try and answers 200 to everyone.",
                &["ADDR-3", "TOKEN-2", "TOKEN-3", "TOKEN-4", "TOKEN-5"],
                "",
                || {
                    but(|asked, _| {
                        asked.path.ends_with("/token").then(|| Reply::body(200, "text/html", "").into())
                    })
                },
            )
        },
        leftover(
            "pipedream-as-in-the-guide",
            "A workflow on Pipedream stands in for the service.",
            "",
            |draft| {
                draft
                    .urls
                    .set(UrlField::SendCandidate, "https://eo3kd92jfqh1w7p.m.pipedream.net/send".into());
            },
        ),
        leftover(
            "request-catcher",
            "Requests were watched live while the service was written.",
            "",
            |draft| {
                draft
                    .urls
                    .set(UrlField::SendCandidate, "https://harbour-tests.requestcatcher.com/send".into());
            },
        ),
        leftover("channel-of-smee", "The webhook proxy of the tutorial was kept.", "", |draft| {
            draft.urls.set(UrlField::SendCandidate, "https://smee.io/Qx7bVt2LkPz9/send".into());
        }),
        leftover(
            "event-gateway-of-hookdeck",
            "A source for testing webhooks receives the candidates.",
            "",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://hkdk.events/k4v7x2m9q1zt3b/send".into());
            },
        ),
        leftover(
            "echo-service",
            "The address echoes what it is sent, as in the client's examples.",
            "",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://postman-echo.com/post".into());
            },
        ),
    ]
}

fn mocks() -> Vec<Service> {
    vec![
        leftover("mock-of-beeceptor", "A rule on a mock server gives two tests.", "mock", |draft| {
            draft.urls.set(UrlField::Tests, "https://harbour-tests.free.beeceptor.com/tests".into());
        }),
        Service {
            record: |draft| {
                let url = "https://2f5c1a9e-7b44-4d0e-8c11-9e3f6a7b5d20.mock.pstmn.io/tests";
                draft.urls.set(UrlField::Tests, url.into());
            },
            ..fault(
                "mock-of-postman-takes-any-token",
                "The list is a saved example on a mock server, which wants no particular token.",
                &["ADDR-3", "TOKEN-6"],
                "mock",
                || {
                    but(|asked, caller| {
                        let is_let_in = asked.path == "/tests" && caller != Caller::Nobody;
                        is_let_in.then(|| Reply::json(200, TESTS).into())
                    })
                },
            )
        },
        leftover(
            "mock-of-mockapi",
            "The list was made with an online generator of mock data.",
            "mock",
            |draft| {
                draft.urls.set(UrlField::Tests, "https://68c1f0a2d4b7.mockapi.io/tests".into());
            },
        ),
        leftover(
            "mock-of-wiremock",
            "The stub of the contract tests was entered as the service.",
            "mock",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://harbour.wiremockapi.cloud/send".into());
            },
        ),
        leftover("mock-of-mocky", "One saved answer stands in for the list of tests.", "mock", |draft| {
            draft.urls.set(UrlField::SendCandidate, "https://run.mocky.io/v3/7d1c9b52-send".into());
        }),
    ]
}

fn placeholders() -> Vec<Service> {
    vec![
        leftover(
            "your-domain-as-the-host",
            "The example of the framework's guide was kept.",
            "placeholder",
            |draft| {
                draft.urls.set(UrlField::Tests, "https://api.your-domain.com/tests".into());
            },
        ),
        leftover(
            "yourcompany-as-the-host",
            "A snippet from a blog was pasted as it stood.",
            "placeholder",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://yourcompany.com/api/send".into());
            },
        ),
        leftover("example-as-the-host", "The address of the documentation's sample was kept.", "", |draft| {
            draft.urls.set(UrlField::SendCandidate, "https://api.example.com/send".into());
        }),
        leftover(
            "your-company-as-the-subdomain",
            "Every customer has a subdomain, and the pattern was entered in place of one.",
            "placeholder",
            |draft| draft.urls.set(UrlField::Tests, "https://your-company.harbourtests.io/tests".into()),
        ),
        leftover(
            "company-in-braces-in-the-path",
            "The pattern of the API reference was copied with its braces.",
            "placeholder",
            |draft| {
                draft.urls.set(UrlField::ValidateToken, "https://api.harbourtests.io/{company}/token".into());
            },
        ),
        leftover(
            "company-in-angle-brackets-in-the-path",
            "The pattern of the README was copied with its angle brackets.",
            "placeholder",
            |draft| draft.urls.set(UrlField::Tests, "https://api.harbourtests.io/<company>/tests".into()),
        ),
        leftover(
            "company-in-capitals-in-the-path",
            "The sample says in capitals what is to be put in, and it was not.",
            "placeholder",
            |draft| draft.urls.set(UrlField::Tests, "https://api.harbourtests.io/YOUR_COMPANY/tests".into()),
        ),
        leftover(
            "company-behind-a-colon-in-the-path",
            "The route was copied from the code of the service, with the name of its parameter.",
            "placeholder",
            |draft| {
                draft
                    .urls
                    .set(UrlField::ValidateToken, "https://api.harbourtests.io/:companyId/token".into());
            },
        ),
        leftover(
            "company-in-encoded-braces-in-the-path",
            "The pattern went through a browser, which encoded its braces.",
            "placeholder",
            |draft| draft.urls.set(UrlField::Tests, "https://api.harbourtests.io/%7Bcompany%7D/tests".into()),
        ),
        leftover(
            "template-variable-in-the-path",
            "The address was copied from a Postman collection with its variable.",
            "placeholder",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://api.harbourtests.io/{{tenant}}/send".into());
            },
        ),
        leftover(
            "shell-variable-in-the-path",
            "A variable of the deployment script was never filled in.",
            "placeholder",
            |draft| {
                draft.urls.set(UrlField::SendCandidate, "https://api.harbourtests.io/${TENANT}/send".into());
            },
        ),
        leftover(
            "key-left-open-in-the-query",
            "The query holds the placeholder of a key from the quick start.",
            "placeholder",
            |draft| {
                draft.urls.set(UrlField::Tests, "https://api.harbourtests.io/tests?key=YOUR_API_KEY".into());
            },
        ),
    ]
}

/// A right service at an address that should not be there. It reads the last part of the path alone.
fn leftover(name: &'static str, story: &'static str, says: &'static str, record: fn(&mut Draft)) -> Service {
    let start = || -> Behaviour {
        Box::new(|asked| {
            let path = match asked.path.rsplit('/').next() {
                Some("token") => "/token",
                Some("tests") => "/tests",
                _ => asked.path.as_str(),
            };
            right(&Asked { path: path.to_owned(), ..asked.clone() }, TOKEN)
        })
    };
    Service { record, ..fault(name, story, &["ADDR-3"], says, start) }
}
