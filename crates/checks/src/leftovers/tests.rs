//! Hosts and placeholders that are left over, and names that only look like them.

use super::*;
use proptest::prelude::*;

fn found(url_field: UrlField, text: &str) -> String {
    leftover(url_field, text).map_or_else(String::new, |finding| {
        finding.args.iter().map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" ")
    })
}

#[test]
fn each_line_of_the_list_is_a_kind_and_a_host_once() {
    let lines: Vec<&str> = HOSTS.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    for (place, line) in lines.iter().enumerate() {
        let (kind, host) = line.split_once(' ').unwrap_or_default();
        assert!(["tunnel", "workspace", "bin", "mock"].contains(&kind), "{line}");
        assert!(host.contains('.') && host.is_ascii() && host == host.to_lowercase(), "{line}");
        assert!(lines[..place].iter().all(|before| !before.ends_with(&format!(" {host}"))), "{line}");
        assert_eq!(
            found(UrlField::Tests, &format!("https://{host}")),
            format!("{} leftover.{kind}", host.split('/').next().unwrap_or_default())
        );
        if !host.contains('/') {
            assert_eq!(
                found(UrlField::Tests, &format!("https://a1-b.{host}./x")),
                format!("a1-b.{host} leftover.{kind}")
            );
            assert_eq!(found(UrlField::Tests, &format!("https://not{host}/x")), "", "{line}");
            assert_eq!(found(UrlField::Tests, &format!("https://{host}.harbour.com/x")), "", "{line}");
        }
    }
}

#[test]
fn a_placeholder_is_quoted_wherever_it_stands() {
    for (text, quoted) in [
        ("https://your-domain.com/x", "your-domain"),
        ("https://api.YourCompany.com/x", "yourcompany"),
        ("https://your_company.zendesk.com/x", "your_company"),
        ("https://api.yourdomainhere.io/", "yourdomainhere"),
        ("https://mydomain.com", "mydomain.com"),
        ("https://api.domain.com/x", "api.domain.com"),
        ("https://api.company.com/x", "api.company.com"),
        ("https://company.co.uk/x", "company.co.uk"),
        ("https://example.com/x", "example.com"),
        ("https://api.example.org", "api.example.org"),
        ("https://example.io", "example.io"),
        ("https://api.harbour.example", "api.harbour.example"),
        ("https://sub.domain.tld/x", "sub.domain.tld"),
        ("https://subdomain.harbour.com", "subdomain"),
        ("https://changeme.harbour.com", "changeme"),
        ("https://xxx.harbour.com", "xxx"),
        ("https://{company}.harbour.com/tests", "{company}"),
        ("https://%7Bcompany%7D.harbour.com/tests", "{company}"),
        ("https://<company>.harbour.com/tests", "<company>"),
        ("https://[company]/tests", "[company]"),
        ("https://api.[your-domain].com/tests", "[your-domain]"),
        ("https://api.harbour.com:{port}/tests", "{port}"),
        ("https://your-domain/tests", "your-domain"),
        ("https://yourcompany-api.herokuapp.com/tests", "yourcompany-api"),
        ("https://api-your-company.com/tests", "api-your-company"),
        ("https://$HOST/tests", "$host"),
        ("https://*.harbour.com/tests", "*"),
        ("https://api.harbour.com/{company}/tests", "{company}"),
        ("https://api.harbour.com/%7Bcompany%7D/tests", "{company}"),
        ("https://api.harbour.com/%7bcompany_id%7d/tests", "{company_id}"),
        ("https://api.harbour.com/v1-{{ company }}/tests", "{ company }"),
        ("https://api.harbour.com/${COMPANY}/tests", "{COMPANY}"),
        ("https://api.harbour.com/<company>/tests", "<company>"),
        ("https://api.harbour.com/%3Ccompany%20id%3E/tests", "<company id>"),
        ("https://api.harbour.com/[company]/tests", "[company]"),
        ("https://api.harbour.com/:company_id/tests", ":company_id"),
        ("https://api.harbour.com/:companyId?/tests", ":companyId"),
        ("https://api.harbour.com/$COMPANY/tests", "$COMPANY"),
        ("https://api.harbour.com/%COMPANY%/tests", "%COMPANY%"),
        ("https://api.harbour.com/YOUR_COMPANY/tests", "YOUR_COMPANY"),
        ("https://api.harbour.com/YOUR_PATH/tests", "YOUR_PATH"),
        ("https://api.harbour.com/your-company/tests", "your-company"),
        ("https://api.harbour.com/yourCompanyId/tests", "yourCompanyId"),
        ("https://api.harbour.com/COMPANY_ID/tests", "COMPANY_ID"),
        ("https://api.harbour.com/xxxx/tests", "xxxx"),
        ("https://api.harbour.com/.../tests", "..."),
        ("https://api.harbour.com/…/tests", "…"),
        ("https://api.harbour.com/tests?token=YOUR_TOKEN", "YOUR_TOKEN"),
        ("https://api.harbour.com/tests?token=your-token-here", "your-token-here"),
        ("https://api.harbour.com/tests?token=%3Ctoken%3E", "<token>"),
        ("https://api.harbour.com/tests?company={company}", "{company}"),
        ("https://api.harbour.com/tests?company=[company]", "[company]"),
        ("https://api.harbour.com/tests?key=xxx", "xxx"),
        ("https://api.harbour.com/tests?api_key=API_KEY", "API_KEY"),
        ("https://api.harbour.com/tests?key=changeme", "changeme"),
    ] {
        assert_eq!(found(UrlField::Tests, text), quoted, "{text}");
    }
    assert_eq!(found(UrlField::HelpArticle, "https://help.harbour.com/YOUR_COMPANY"), "YOUR_COMPANY");
}

#[test]
fn what_a_real_service_may_be_called_is_no_placeholder() {
    for text in [
        "https://ngrokology.io/x",
        "https://exampleworks.com/x",
        "https://api.mycompany-checks.com/x",
        "https://yourcause.com/x",
        "https://your-people-checks.com/x",
        "https://yourtests.com/x",
        "https://harbour.company/x",
        "https://company.harbour.com/x",
        "https://domain.harbour.com/x",
        "https://placeholders.com/x",
        "https://webhooks.harbour.com/webhook.site",
        "https://mock.harbour.com/mocks",
        "https://harbour.stoplight.io/docs",
        "https://xx.harbour.com/xx",
        "https://harbour.xxx/x",
        "https://10.0.0.7/x",
        "https://[::1]/x",
        "https://localhost/x",
        "https://api.harbour.com/your-tests",
        "https://api.harbour.com/example-tests",
        "https://api.harbour.com/example",
        "https://api.harbour.com/tests:list",
        "https://api.harbour.com/v1/companies/company_id/tests",
        "https://api.harbour.com/odata/$metadata?$filter=a",
        "https://api.harbour.com/tests?filter[name]=x&page[size]=3",
        "https://api.harbour.com/tests?filter={\"a\":1}",
        "https://api.harbour.com/{3F2504E0-4F89-11D3-9A0C-0305E82C3301}/tests",
        "https://api.harbour.com/tests?type=BACKGROUND_CHECK",
        "https://api.harbour.com/100%25/tests",
        "https://api.harbour.com/a..b/tests",
        "https://api.harbour.com/",
        "https://bücher.de/überblick",
        "",
        "ask <our> developer",
    ] {
        assert_eq!(found(UrlField::Tests, text), "", "{text}");
    }
    for text in ["https://help.harbour.com/your-account", "https://help.harbour.com/articles/your_api_key"] {
        assert_eq!(found(UrlField::HelpArticle, text), "", "{text}");
    }
}

proptest! {
    #[test]
    fn whatever_is_typed_is_looked_at(text in "(https?:/{0,3})?([a-z.:%{}<>$*/?=&\\[\\]]|\\PC|%[0-9A-F]{2}|your-?company){0,20}") {
        for url_field in UrlField::ALL {
            let quoted = leftover(url_field, &text).map(|finding| finding.args);
            prop_assert!(quoted.into_iter().flatten().all(|(_, value)| !value.contains(char::is_control)));
        }
    }
}
