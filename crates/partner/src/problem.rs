//! Everything that is wrong with a draft, all at once, for the form and for *Review and save*.

use crate::{
    CodenameFault, Draft, Environment, Field, Input, ProblemCode, Repair, UrlFault, UrlField, judge_codename,
    parse_url, read_url, suggest_url,
};

/// Whether a save must wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// RC would refuse it, or it would do harm.
    Blocks,
    /// Advice; the save goes through.
    Advice,
}

/// One finding about one field. Its sentence is in the catalogue under `code`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub field: Field,
    /// What.
    pub code: ProblemCode,
    /// Whether it stops a save.
    pub severity: Severity,
    /// What would mend it, where that is plain.
    pub suggestion: Option<String>,
}

/// Names longer than this wrap in "Send {name} test". Ours: measured on the send dialog.
pub const LONG_NAME: usize = 30;
/// The marketplace card shows about this many characters of the description.
pub const CARD_DESCRIPTION: usize = 130;

/// Texts that people leave in by mistake.
const PLACEHOLDERS: [&str; 6] = ["lorem ipsum", "todo", "tbd", "description goes here", "test test", "asdf"];

/// Whether a description is a stand-in rather than a text.
pub fn is_placeholder(description: &str) -> bool {
    let text = description.trim().to_lowercase();
    PLACEHOLDERS.iter().any(|placeholder| text == *placeholder || text.starts_with("lorem ipsum"))
}

/// All problems of `draft` in the order of the form.
pub fn problems(draft: &Draft, environment: Option<Environment>) -> Vec<Problem> {
    // What has to be repaired in a URL is a problem of the text as it stands.
    let draft = draft.as_held();
    let mut found = Vec::new();
    let mut add = |field, code, severity, suggestion| {
        found.push(Problem { field, code, severity, suggestion });
    };
    match &draft.kind {
        None => add(Field::Kind, ProblemCode::KindMissing, Severity::Blocks, None),
        Some(kind) if !kind.is_documented() => {
            add(Field::Kind, ProblemCode::KindUnknown, Severity::Advice, None);
        }
        Some(_) => {}
    }
    if draft.name.is_empty() {
        add(Field::Name, ProblemCode::NameMissing, Severity::Blocks, None);
    } else if draft.name.chars().count() > LONG_NAME {
        add(Field::Name, ProblemCode::NameLong, Severity::Advice, None);
    }
    match judge_codename(&draft.codename) {
        Some(CodenameFault::Missing) => {
            add(Field::Codename, ProblemCode::CodenameMissing, Severity::Blocks, None);
        }
        Some(CodenameFault::Characters) => {
            let suggestion = Some(crate::suggest_codename(&draft.codename)).filter(|text| !text.is_empty());
            add(Field::Codename, ProblemCode::CodenameCharacters, Severity::Blocks, suggestion);
        }
        Some(CodenameFault::OddDash) => {
            let suggestion = crate::suggest_codename(&draft.codename);
            add(Field::Codename, ProblemCode::CodenameDash, Severity::Advice, Some(suggestion));
        }
        None => {}
    }
    if draft.description.is_empty() {
        add(Field::Description, ProblemCode::DescriptionMissing, Severity::Advice, None);
    } else if is_placeholder(&draft.description) {
        add(Field::Description, ProblemCode::DescriptionPlaceholder, Severity::Advice, None);
    }
    for address in UrlField::ALL {
        let text = draft.urls.get(address);
        let Some((code, severity)) = url_problem(text, environment) else { continue };
        let suggestion = match code {
            ProblemCode::UrlHttp => with_url(text, |url| url.set_scheme("https").ok()),
            ProblemCode::UrlFragment => with_url(text, |url| {
                url.set_fragment(None);
                Some(())
            }),
            ProblemCode::UrlMissing | ProblemCode::UrlUserInfo => None,
            _ => suggest_url(text).map(String::from),
        };
        add(Field::Url(address), code, severity, suggestion);
    }
    let kinds: Vec<&str> = draft.inputs.iter().map(|input| input.kind.as_str()).collect();
    // What nobody here can read goes back as it came: nothing is wrong with it that could be put right here.
    let is_read = |input: &&Input| input.as_it_came.is_none();
    if draft.inputs.iter().filter(is_read).any(|input| input.kind.trim().is_empty()) {
        add(Field::Inputs, ProblemCode::InputsNoKind, Severity::Blocks, None);
    }
    if !["first_name", "last_name", "email"].iter().all(|kind| kinds.contains(kind)) {
        add(Field::Inputs, ProblemCode::InputsMissingDefault, Severity::Advice, None);
    }
    if has_duplicates(&draft) {
        add(Field::Inputs, ProblemCode::InputsAlike, Severity::Advice, None);
    }
    found
}

fn url_problem(text: &str, environment: Option<Environment>) -> Option<(ProblemCode, Severity)> {
    Some(match parse_url(text, environment) {
        Err(UrlFault::Missing) => (ProblemCode::UrlMissing, Severity::Advice),
        Err(UrlFault::NotAUrl) => (ProblemCode::UrlNotAUrl, Severity::Blocks),
        Err(UrlFault::Space) => (ProblemCode::UrlSpace, Severity::Blocks),
        Err(UrlFault::Doubled) => (ProblemCode::UrlDoubled, Severity::Blocks),
        Err(UrlFault::Http) => (ProblemCode::UrlHttp, Severity::Blocks),
        Err(UrlFault::UserInfo) => (ProblemCode::UrlUserInfo, Severity::Advice),
        Err(UrlFault::Fragment) => (ProblemCode::UrlFragment, Severity::Advice),
        // Never stops a save: the repaired URL is what is sent.
        Ok(_) => match read_url(text).ok()?.repairs.first()? {
            Repair::Invisible => (ProblemCode::UrlInvisible, Severity::Advice),
            Repair::Backslashes => (ProblemCode::UrlBackslashes, Severity::Advice),
            Repair::Slashes => (ProblemCode::UrlSlashes, Severity::Advice),
            Repair::Host => (ProblemCode::UrlSpelling, Severity::Advice),
        },
    })
}

/// The URL of `text` after a change.
fn with_url(text: &str, change: impl Fn(&mut url::Url) -> Option<()>) -> Option<String> {
    let mut url = read_url(text).ok()?.url;
    change(&mut url)?;
    Some(url.into())
}

/// Whether two inputs would send the same key.
pub fn has_duplicates(draft: &Draft) -> bool {
    let inputs: Vec<&Input> = draft.inputs.iter().filter(|input| input.as_it_came.is_none()).collect();
    inputs.iter().enumerate().any(|(place, input)| {
        inputs[..place].iter().any(|other| other.kind == input.kind && other.name == input.name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;

    fn codes(draft: &Draft) -> Vec<ProblemCode> {
        problems(draft, Some(Environment::Rc)).iter().map(|problem| problem.code).collect()
    }

    #[test]
    fn an_empty_draft_names_everything_that_is_missing_at_once() {
        assert_eq!(
            codes(&Draft::default()),
            [
                ProblemCode::KindMissing,
                ProblemCode::NameMissing,
                ProblemCode::CodenameMissing,
                ProblemCode::DescriptionMissing,
                ProblemCode::UrlMissing,
                ProblemCode::UrlMissing,
                ProblemCode::UrlMissing,
                ProblemCode::UrlMissing
            ]
        );
    }

    #[test]
    fn a_problem_suggests_what_mends_it_where_that_is_plain() {
        let mut draft = Draft { kind: Some(Kind::Assessment), name: "Harbour".into(), ..Draft::default() };
        draft.codename = "Harbour Tests".into();
        draft.urls.tests = "http://api.example.org/t".into();
        draft.urls.help_article = "help.example.org".into();
        let found = problems(&draft, Some(Environment::Rc));
        let suggestion = |code| found.iter().find(|p| p.code == code).and_then(|p| p.suggestion.clone());
        assert_eq!(suggestion(ProblemCode::CodenameCharacters).as_deref(), Some("harbour-tests"));
        assert_eq!(suggestion(ProblemCode::UrlHttp).as_deref(), Some("https://api.example.org/t"));
        assert_eq!(suggestion(ProblemCode::UrlNotAUrl).as_deref(), Some("https://help.example.org/"));
    }

    #[test]
    fn two_candidate_fields_alike_are_advice_and_one_without_a_kind_blocks() {
        let mut draft = Draft::default();
        draft.inputs.push(draft.inputs[0].clone());
        assert!(codes(&draft).contains(&ProblemCode::InputsAlike));
        draft.inputs[3].kind.clear();
        assert!(codes(&draft).contains(&ProblemCode::InputsNoKind));
    }
}
