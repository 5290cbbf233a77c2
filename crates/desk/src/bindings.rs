//! What the page is told of the core, as text: written to files by a test, committed, and found out
//! when stale.

use crate::{COMMANDS, FieldError, WireError, wire};
use ts_rs::{Config, TS};

/// One TypeScript file with every wire type and the map of commands.
pub fn typescript() -> String {
    let config = Config::default();
    let mut text = String::from("// Made from the Rust types by `cargo xtask bindings`. Do not edit.\n\n");
    macro_rules! types {
        ($($name:ident)*) => { $({
            text.push_str("export ");
            text.push_str(&<wire::$name as TS>::decl(&config));
            text.push_str("\n\n");
        })* };
    }
    for decl in [<FieldError as TS>::decl(&config), <WireError as TS>::decl(&config)] {
        text.push_str(&format!("export {decl}\n\n"));
    }
    types! {
        ErrorCode FieldCode ProblemCode FieldName UrlName FaultKindName GroupName LevelName FixedByName TargetName
        Theme LanguageChoice Route ValueForm Tally FindingTone PlanAction ConnectionField Take
        Nothing Done EnvironmentName PartnerId EditRequest Meter Tone TaskGroup Page Task PartnerSummary PartnerList InputView InputText InputCheck
        Suggestion ProblemView UrlNote KindChoice PreviewPlace TokenAnswerName SendFieldView TokenSeenView TestsSeenView PreviewView PartnerView UndoOutcome ConnectionRequest TokenName
        TokenStoreRequest TokenRequest TokenState TokenView KeychainNotice OriginView TokensView TokenOutcome AllowRequest
        TokenUsageRequest TokenUseGroup TokenUseView TokenUsageView ConfirmRequest TargetView
        RecheckRequest CheckOf CheckId CompareRequest PhaseView TokenCell TokenRow TokenTable EarlierView RunSummary
        HistoryView ComparisonRow ComparisonView VersionView ReferenceView SeenView ExchangeView Icon ConfirmedView VerdictView GroupView RunView Event ValueView PlanRow ConflictRow TakenRow PlanView SaveOutcome
        SaveRequest ResolveRequest RevertView DraftHistoryRequest RevisionView DraftHistoryView RevisionRequest EditsWaiting CloseRequest
        DeleteRequest ImportRequest ImportRcRequest LogoOption LogoPlacement LogoChange LogoChangeRequest LogoPlace LogoFix LogoFinding LogoRepairView LogoFileView LogoLimits LogoView LogoRequest LogoOutcome WorkName WorkRequest TryRequest TryOutcome PasteRequest UrlRequest
        RehearsalStage RehearsalStep StepState ReportStatus ObstacleView RehearsalStepView TestChoice CandidateText ReportView
        ReportUpdateView HandoverView RehearsalView RehearsalSend RehearsalRead ReportText ContractFormat ContractRequest
        SectionName PromotionStage TimelineState PromotionWord ArticleFacts ArticleSection ArticleCheck ArticleView ArticleFactsRequest
        ArticleSectionRequest ArticleSectionReset PackRow PackView TimelineRow GoLiveView PersonCheck PromotionView PromotionSayRequest PersonRequest
        WatchInterval WatchKindName WatchFindingView WatchView WatchRequest WatchAccept
        Settings LastRoute StartView ActivityRequest CallGroup ActivityView ActivityList FaultKindView FaultView SandboxView FaultRequest LinkRequest CopyRequest Message
    }
    text.push_str("/** Every command with what it takes and gives. */\nexport interface Commands {\n");
    for command in COMMANDS {
        let (request, response) = ((command.request)(&config), (command.response)(&config));
        text.push_str(&format!("  {}: {{ request: {request}; response: {response} }}\n", command.name));
    }
    text.push_str("}\n");
    text
}

/// The page's messages with the names of their variables, so that a key that does not exist, and a value that is left
/// out, do not compile.
pub fn messages() -> String {
    let mut text = String::from(
        "// Made from text/en/ui by `cargo xtask bindings`. Do not edit.\n\n/** Every message of the page, with the names of its variables. */\nexport interface MessageVariables {\n",
    );
    let mut messages = text::written();
    messages.retain(|message| message.file.starts_with("ui/"));
    messages.sort_by_key(|message| message.name.replace('-', "."));
    for message in messages {
        let names: Vec<String> = message.variables.iter().map(|name| format!("'{name}'")).collect();
        let names = if names.is_empty() { "never".to_owned() } else { names.join(" | ") };
        // No part of a key of the page has a hyphen of its own.
        text.push_str(&format!("  '{}': {names};\n", message.name.replace('-', ".")));
    }
    text.push_str("}\n");
    text
}

/// The names of all commands, one a line: what the shell's build lets through.
pub fn command_names() -> String {
    COMMANDS.iter().map(|command| format!("{}\n", command.name)).collect()
}

/// The permissions of the main window: every command by name, and listening to events.
pub fn capability() -> String {
    let mut permissions =
        vec!["\"core:event:allow-listen\"".to_owned(), "\"core:event:allow-unlisten\"".to_owned()];
    permissions
        .extend(COMMANDS.iter().map(|command| format!("\"allow-{}\"", command.name.replace('_', "-"))));
    format!(
        "{{\n  \"identifier\": \"main\",\n  \"description\": \"What the page may ask for. Made from the list of commands by `cargo xtask bindings`.\",\n  \"windows\": [\"main\"],\n  \"permissions\": [\n    {}\n  ]\n}}\n",
        permissions.join(",\n    ")
    )
}
