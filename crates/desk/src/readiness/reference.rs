//! The reference page of each check, from its declaration and the texts: shown in the app, and written to
//! `docs/checks/` by a test.

use crate::readiness::Readiness;
use crate::readiness::words::basis;
use crate::wire::{CheckId, ErrorCode, ReferenceView, VersionView, WireError};
use checks::RULES;
use checks::{CATALOGUE, Check, Group, REHEARSAL};

/// The ids of the checks that a run can judge, in the order of the catalogue.
pub fn check_ids() -> impl Iterator<Item = &'static str> {
    CATALOGUE.iter().map(|check| check.id)
}

/// Every check that has a page: those of a run, then those of a rehearsal.
fn all() -> impl Iterator<Item = &'static Check> {
    CATALOGUE.iter().chain(REHEARSAL)
}

fn reference(check: &Check) -> ReferenceView {
    let own = |part: &str| text::plain(&format!("check.{}.{part}", check.id));
    let (basis, basis_link) = basis(check);
    ReferenceView {
        id: check.id.into(),
        title: own("title"),
        level_label: text::plain(&format!("level.{}", check.level.key())),
        basis,
        basis_link,
        means: own("means"),
        why: own("why"),
        passes: own("passes"),
        example_fails: own("example_fails"),
        versions: (1..=check.version)
            .rev()
            .map(|version| VersionView {
                version,
                text: match version {
                    1 => text::plain("reference.first_version"),
                    _ => own(&format!("version.{version}")),
                },
            })
            .collect(),
    }
}

impl Readiness {
    /// What a check means, why it matters, an example that passes and one that fails.
    ///
    /// # Errors
    /// When there is no such check.
    #[expect(clippy::unused_async, reason = "commands are async, so that none runs on the window's thread")]
    pub async fn reference(&self, request: CheckId) -> Result<ReferenceView, WireError> {
        all()
            .find(|check| check.id == request.check_id)
            .map(reference)
            .ok_or_else(|| WireError::plain(ErrorCode::CommandRequest))
    }
}

/// Every page of `docs/checks/`, by file name, the overview first.
pub fn reference_pages() -> Vec<(String, String)> {
    let made = "<!-- Made from the declarations by `cargo xtask bindings`. Do not edit. -->\n\n";
    let mut overview = format!("{made}# The readiness checks\n\nRules {RULES}. ");
    overview.push_str(&text::plain("reference.overview"));
    overview.push('\n');
    for group in Group::ALL {
        overview.push_str(&format!("\n## {}\n\n", text::plain(&format!("group.{}", group.key()))));
        overview.push_str("| check | level | basis | rule |\n|---|---|---|---|\n");
        for view in all().filter(|check| check.group == group).map(reference) {
            overview.push_str(&format!(
                "| [{id}]({id}.md) | {} | {} | {} |\n",
                view.level_label,
                view.basis,
                view.title,
                id = view.id
            ));
        }
    }
    let mut pages = vec![("README.md".to_owned(), overview)];
    pages.extend(all().map(|check| {
        let view = reference(check);
        let basis = match &view.basis_link {
            Some(link) => format!("[{}]({link})", view.basis),
            None => view.basis.clone(),
        };
        let versions: Vec<String> =
            view.versions.iter().map(|one| format!("- {}: {}", one.version, one.text)).collect();
        let page = format!(
            "{made}# {}: {}\n\n{}, {basis}.\n\n## {}\n\n{}\n\n## {}\n\n{}\n\n## {}\n\n{}\n\n## {}\n\n{}\n\n## {}\n\n{}\n",
            view.id,
            view.title,
            view.level_label,
            text::plain("reference.means"),
            view.means,
            text::plain("reference.why"),
            view.why,
            text::plain("reference.passes"),
            view.passes,
            text::plain("reference.fails"),
            view.example_fails,
            text::plain("reference.versions"),
            versions.join("\n"),
        );
        (format!("{}.md", check.id), page)
    }));
    pages
}
