//! The one list of commands. It feeds the handler of the shell, the client of the page and the
//! permissions of the window; a command without its method does not compile.

use crate::{Desk, WireError, wire};
use serde_json::Value;
use ts_rs::{Config, TS};

/// Hands the list to another macro, as `name(Request) -> Response;` lines.
#[macro_export]
macro_rules! with_commands {
    ($each:ident) => {
        $each! {
            app_start(Nothing) -> StartView;
            window_ready(Nothing) -> Done;
            window_painted(Nothing) -> Done;
            window_own(Nothing) -> StartView;
            window_close(CloseRequest) -> Done;
            edits_waiting(EditsWaiting) -> Done;
            partners_list(Nothing) -> PartnerList;
            partner_create(Nothing) -> PartnerView;
            partner_open(PartnerId) -> PartnerView;
            partner_edit(EditRequest) -> PartnerView;
            partner_undo(PartnerId) -> Traveled;
            partner_redo(PartnerId) -> Traveled;
            draft_history(DraftHistoryRequest) -> DraftHistoryView;
            draft_moment(MomentRequest) -> Vec<PlanRow>;
            draft_return(MomentRequest) -> Traveled;
            partner_duplicate(PartnerId) -> PartnerView;
            partner_remove(PartnerId) -> Done;
            partner_restore(PartnerId) -> PartnerView;
            partner_import(ImportRequest) -> PartnerView;
            partner_import_rc(ImportRcRequest) -> PartnerView;
            partner_export(PartnerId) -> Sentence;
            export_all(Nothing) -> Sentence;
            example_open(Nothing) -> PartnerView;
            connection_set(ConnectionRequest) -> PartnerView;
            tokens_view(PartnerId) -> TokensView;
            token_paste(TokenRequest) -> TokenOutcome;
            token_store(TokenStoreRequest) -> TokenOutcome;
            token_forget(TokenRequest) -> TokenOutcome;
            tokens_forget_all(Nothing) -> Sentence;
            origins_allow(AllowRequest) -> PartnerView;
            keychain_stop_waiting(Nothing) -> Done;
            keychain_try_again(PartnerId) -> TokensView;
            token_verify(PartnerId) -> TokenOutcome;
            token_practice(TokenRequest) -> TokenOutcome;
            secret_copy(PartnerId) -> Sentence;
            secret_verify(PartnerId) -> TokenOutcome;
            secret_regenerate(PartnerId) -> TokenOutcome;
            logo_set(LogoRequest) -> LogoOutcome;
            addresses_paste(PasteRequest) -> PartnerView;
            url_normalize(UrlRequest) -> PartnerView;
            address_try(TryRequest) -> TryOutcome;
            developer_request(PartnerId) -> Sentence;
            save_plan(PartnerId) -> PlanView;
            save_apply(SaveRequest) -> SaveOutcome;
            conflict_resolve(ResolveRequest) -> PlanView;
            registration_forget(PartnerId) -> PlanView;
            put_back_plan(PartnerId) -> PutBackView;
            put_back_apply(SaveRequest) -> SaveOutcome;
            finish_writes(Nothing) -> Done;
            remote_delete(DeleteRequest) -> PartnerView;
            work_cancel(WorkRequest) -> Done;
            readiness_view(PartnerId) -> RunView;
            readiness_run(PartnerId) -> RunView;
            readiness_recheck(RecheckRequest) -> RunView;
            readiness_cancel(PartnerId) -> Done;
            readiness_history(PartnerId) -> HistoryView;
            readiness_compare(CompareRequest) -> ComparisonView;
            readiness_export(PartnerId) -> Sentence;
            check_exchanges(CheckOf) -> Vec<ExchangeView>;
            check_reference(CheckId) -> ReferenceView;
            check_confirm(ConfirmRequest) -> RunView;
            activity_list(Nothing) -> Vec<ActivityView>;
            ledger_list(LedgerRequest) -> LedgerView;
            ledger_export(LedgerRequest) -> Sentence;
            sandbox_view(Nothing) -> SandboxView;
            sandbox_set_fault(FaultRequest) -> SandboxView;
            sandbox_reset(Nothing) -> SandboxView;
            settings_set(Settings) -> Settings;
            place_set(LastPlace) -> Done;
            erase_all(Nothing) -> Done;
            text_copy(CopyRequest) -> Done;
            link_open(LinkRequest) -> Done;
            folder_open(Nothing) -> Done;
            problem_report(Nothing) -> Sentence;
        }
    };
}

/// Runs a command on its own, so that a fault of ours in one is an error and not the end of the app. What
/// the fault says is not repeated: nobody knows what it holds.
///
/// # Errors
/// The command's own, or `command.broke`.
pub async fn guarded<R: Send + 'static>(
    work: impl Future<Output = Result<R, WireError>> + Send + 'static,
) -> Result<R, WireError> {
    match tokio::spawn(work).await {
        Ok(result) => result,
        Err(_) => Err(WireError::plain("command.broke").retryable()),
    }
}

/// One command, as it is known to the page.
pub struct Command {
    /// Its name.
    pub name: &'static str,
    /// The TypeScript type of its request.
    pub request: fn(&Config) -> String,
    /// The TypeScript type of its response.
    pub response: fn(&Config) -> String,
}

macro_rules! list {
    ($($name:ident($request:ty) -> $response:ty;)*) => {
        use wire::*;

        /// All commands.
        pub const COMMANDS: &[Command] = &[$(Command {
            name: stringify!($name),
            request: |config| <$request as TS>::name(config),
            response: |config| <$response as TS>::name(config),
        }),*];

        impl Desk {
            /// Carries out a command by its name: for tests and for whoever has no types of ours.
            ///
            /// # Errors
            /// The command's own, or `command.unknown` and `command.request` for a faulty call.
            pub async fn call(&self, name: &str, request: Value) -> Result<Value, WireError> {
                match name {
                    $(stringify!($name) => {
                        let request: $request = serde_json::from_value(request)
                            .map_err(|_| WireError::plain("command.request"))?;
                        // On the heap: as many futures as there are commands would not fit a small stack.
                        let response: $response = Box::pin(self.$name(request)).await?;
                        serde_json::to_value(response).map_err(|_| WireError::plain("command.request"))
                    })*
                    _ => Err(WireError::plain("command.unknown")),
                }
            }
        }
    };
}

with_commands!(list);
