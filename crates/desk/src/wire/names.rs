//! Sets of the domain that cross to the page by name.

use crate::wire::closed_set::{closed_set, domain_set};
use crate::wire::error_code::ErrorCode;
use serde::Serialize;
use ts_rs::TS;

domain_set! {
    /// A field of the draft.
    FieldName of partner::Field, by partner::Field::path
}

domain_set! {
    /// One of the four URLs of a partner.
    UrlName of partner::UrlField, by partner::UrlField::key
}

domain_set! {
    /// What is wrong with a field of the draft.
    ProblemCode of partner::ProblemCode, by partner::ProblemCode::key
}

domain_set! {
    /// What a simulated fault concerns.
    FaultKindName of sandbox_api::FaultKind, by sandbox_api::FaultKind::key
}

domain_set! {
    /// A group of checks.
    GroupName of checks::Group, by checks::Group::key
}

domain_set! {
    /// Whether promotion waits for a check.
    LevelName of checks::Level, by checks::Level::key
}

domain_set! {
    /// Who can fix what a check found.
    FixedByName of checks::FixedBy, by checks::FixedBy::key
}

domain_set! {
    /// Where Fix leads: a field of the draft, or a part of the app.
    TargetName of checks::Target, by checks::Target::key
}

/// What is wrong at a field: found here, or with the whole request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(untagged)]
pub enum FieldCode {
    Error(ErrorCode),
    Problem(ProblemCode),
}

closed_set! {
    /// How the app looks.
    Theme {
        System = "system",
        Light = "light",
        Dark = "dark",
    }
}

closed_set! {
    /// The language of the app. The last two are made from English, to test the window with.
    LanguageChoice {
        System = "system",
        English = "en",
        Accented = "accented",
        Mirrored = "mirrored",
    }
}

closed_set! {
    /// A place in the app.
    Route {
        Partners = "partners",
        Connection = "connection",
        Details = "details",
        Logo = "logo",
        Addresses = "addresses",
        Inputs = "inputs",
        Save = "save",
        Readiness = "readiness",
        Rehearsal = "rehearsal",
        Article = "article",
        Promotion = "promotion",
        History = "history",
        Activity = "activity",
        Sandbox = "sandbox",
        Settings = "settings",
        How = "how",
    }
}

closed_set! {
    /// How a value is shown.
    ValueForm {
        Text = "text",
        Mono = "mono",
        Logo = "logo",
        Nothing = "none",
    }
}

closed_set! {
    /// Where a check counts.
    Tally {
        Passed = "passed",
        NotPassed = "not_passed",
        /// Not judged, or not any more.
        Open = "open",
        /// It doesn't apply.
        LeftOut = "left_out",
    }
}

closed_set! {
    /// How a finding about the logo is shown.
    FindingTone {
        Fail = "fail",
        Advice = "advice",
        Done = "done",
    }
}

closed_set! {
    /// What a save would do.
    PlanAction {
        /// Nobody knows what became of the last write.
        Unknown = "unknown",
        /// Something on the Connection page is missing or wrong.
        NotConnected = "not_connected",
        /// The record lacks what the server is asked with.
        Incomplete = "incomplete",
        /// The server could not be read.
        NotReached = "not_reached",
        /// The partner was registered and is not found.
        Missing = "missing",
        Register = "register",
        /// Fields that both sides have changed are to be decided first.
        Decide = "decide",
        Nothing = "nothing",
        Update = "update",
    }
}

closed_set! {
    /// A field of the Connection page.
    ConnectionField {
        Environment = "connection",
        CompanyId = "company_id",
        PersonalToken = "personal_token",
    }
}

closed_set! {
    /// Which side of a conflict is taken.
    Take {
        Mine = "mine",
        Theirs = "theirs",
        Edit = "edit",
    }
}
