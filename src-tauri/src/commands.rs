//! One adapter per command, all alike: take the request, call the core, give back its view or its error.
//! They are made from the core's own list, so that none can be missing and none can hold a rule.

use desk::{
    ActivityList, ActivityRequest, AllowRequest, ArticleFactsRequest, ArticleSectionRequest,
    ArticleSectionReset, ArticleView, CheckId, CheckOf, CloseRequest, CompareRequest, ComparisonView,
    ConfirmRequest, ConnectionRequest, ContractRequest, CopyRequest, DeleteRequest, Desk, Done,
    DraftHistoryRequest, DraftHistoryView, EditRequest, EditsWaiting, ExchangeView, FaultRequest,
    HistoryView, ImportRcRequest, ImportRequest, InputCheck, InputText, LastRoute, LinkRequest,
    LogoChangeRequest, LogoOutcome, LogoRequest, LogoView, Message, Nothing, PartnerId, PartnerList,
    PartnerView, PasteRequest, PersonRequest, PlanRow, PlanView, PromotionSayRequest, PromotionView,
    RecheckRequest, ReferenceView, RehearsalRead, RehearsalSend, RehearsalView, ReportText, ResolveRequest,
    RevertView, RevisionRequest, RunView, SandboxView, SaveOutcome, SaveRequest, Settings, StartView,
    TokenOutcome, TokenRequest, TokenStoreRequest, TokenUsageRequest, TokenUsageView, TokensView, TryOutcome,
    TryRequest, UndoOutcome, UrlRequest, WatchAccept, WatchRequest, WatchView, WireError, WorkRequest,
};
use std::sync::Arc;
use tauri::{State, Wry, ipc::Invoke};

/// The core, or why it could not be opened.
pub(crate) struct Opened(pub(crate) Result<Arc<Desk>, WireError>);

macro_rules! adapters {
    ($($area:ident { $($name:ident = $method:ident($request:ty) -> $response:ty;)* })*) => {
        $($(#[tauri::command]
        async fn $name(opened: State<'_, Opened>, request: $request) -> Result<$response, WireError> {
            let opened = opened.0.clone();
            desk::guarded(stringify!($name), async move { opened?.$area.$method(request).await }).await
        })*)*

        /// Answers the page's calls.
        pub(crate) fn handler() -> impl Fn(Invoke<Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($($name),*),*]
        }
    };
}

desk::with_commands!(adapters);
