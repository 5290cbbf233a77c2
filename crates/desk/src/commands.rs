//! The one list of commands. It feeds the handler of the shell, the client of the page and the
//! permissions of the window; a command without its method does not compile.

use crate::{Desk, WireError, wire};
use serde_json::Value;
use tracing::Instrument;
use ts_rs::{Config, TS};
use uuid::Uuid;

/// Hands the list to another macro, area by area: `name = method(Request) -> Response;`, where `name` is what the
/// page calls and `method` is the area's.
#[macro_export]
macro_rules! with_commands {
    ($each:ident) => {
        $each! {
            app {
                app_start = start(Nothing) -> StartView;
                window_ready = window_ready(Nothing) -> Done;
                window_painted = window_painted(Nothing) -> Done;
                window_take_over = take_over(Nothing) -> StartView;
                window_close = close_window(CloseRequest) -> Done;
                edits_waiting = note_waiting_edits(EditsWaiting) -> Done;
                sample_open = open_sample(Nothing) -> PartnerView;
                finish_writes = finish_writes(Nothing) -> Done;
                work_cancel = cancel_work(WorkRequest) -> Done;
                activity_list = activity(ActivityRequest) -> ActivityList;
                sandbox_view = sandbox_view(Nothing) -> SandboxView;
                sandbox_set_fault = set_sandbox_fault(FaultRequest) -> SandboxView;
                sandbox_reset = reset_sandbox(Nothing) -> SandboxView;
                settings_set = set_settings(Settings) -> Settings;
                route_set = set_route(LastRoute) -> Done;
                erase_all = erase_all(Nothing) -> Done;
                link_open = open_link(LinkRequest) -> Done;
                folder_open = open_folder(Nothing) -> Done;
                problem_report = problem_report(Nothing) -> Message;
            }
            partners {
                partners_list = list(Nothing) -> PartnerList;
                partner_create = create(Nothing) -> PartnerView;
                partner_open = open(PartnerId) -> PartnerView;
                partner_edit = edit(EditRequest) -> PartnerView;
                partner_undo = undo(PartnerId) -> UndoOutcome;
                partner_redo = redo(PartnerId) -> UndoOutcome;
                draft_history = draft_history(DraftHistoryRequest) -> DraftHistoryView;
                draft_revision = draft_revision(RevisionRequest) -> Vec<PlanRow>;
                draft_return = draft_return(RevisionRequest) -> UndoOutcome;
                input_check = check_input(InputText) -> InputCheck;
                partner_duplicate = duplicate(PartnerId) -> PartnerView;
                partner_remove = remove(PartnerId) -> Done;
                partner_restore = restore(PartnerId) -> PartnerView;
                partner_import = import(ImportRequest) -> PartnerView;
                partner_export = export(PartnerId) -> Message;
                export_all = export_all(Nothing) -> Message;
                urls_paste = paste_urls(PasteRequest) -> PartnerView;
                url_normalize = normalize_url(UrlRequest) -> PartnerView;
                developer_request = developer_request(PartnerId) -> Message;
            }
            logos {
                logo_view = view(PartnerId) -> LogoView;
                logo_set = set(LogoRequest) -> LogoOutcome;
                logo_change = change(LogoChangeRequest) -> LogoOutcome;
                logo_copy = copy(PartnerId) -> Message;
            }
            tokens {
                tokens_view = view(PartnerId) -> TokensView;
                token_remove = forget(TokenRequest) -> TokenOutcome;
                tokens_remove_all = forget_all(Nothing) -> Message;
                origins_allow = allow_origins(AllowRequest) -> PartnerView;
                keychain_stop_waiting = stop_waiting(Nothing) -> Done;
                keychain_try_again = try_again(PartnerId) -> TokensView;
                secret_copy = copy_secret(PartnerId) -> Message;
                token_usage = usage(TokenUsageRequest) -> TokenUsageView;
                token_usage_export = export_usage(TokenUsageRequest) -> Message;
                text_copy = copy_text(CopyRequest) -> Done;
            }
            connection {
                connection_set = set(ConnectionRequest) -> PartnerView;
                token_paste = paste_token(TokenRequest) -> TokenOutcome;
                token_store = store_token(TokenStoreRequest) -> TokenOutcome;
                token_verify = verify_token(PartnerId) -> TokenOutcome;
                token_take_sandbox = take_sandbox_token(TokenRequest) -> TokenOutcome;
                partner_import_rc = import_rc(ImportRcRequest) -> PartnerView;
                secret_verify = verify_secret(PartnerId) -> TokenOutcome;
                secret_regenerate = regenerate_secret(PartnerId) -> TokenOutcome;
            }
            sync {
                save_plan = plan(PartnerId) -> PlanView;
                save_apply = save(SaveRequest) -> SaveOutcome;
                conflict_resolve = resolve(ResolveRequest) -> PlanView;
                registration_remove = forget_registration(PartnerId) -> PlanView;
                revert_plan = plan_revert(PartnerId) -> RevertView;
                revert_apply = revert(SaveRequest) -> SaveOutcome;
                remote_delete = delete(DeleteRequest) -> PartnerView;
            }
            readiness {
                url_try = try_url(TryRequest) -> TryOutcome;
                readiness_view = view(PartnerId) -> RunView;
                readiness_run = run(PartnerId) -> RunView;
                readiness_recheck = recheck(RecheckRequest) -> RunView;
                readiness_cancel = cancel(PartnerId) -> Done;
                readiness_history = history(PartnerId) -> HistoryView;
                readiness_compare = compare(CompareRequest) -> ComparisonView;
                readiness_export = export(PartnerId) -> Message;
                developer_text = developer_text(PartnerId) -> Message;
                developer_report = save_developer_report(PartnerId) -> Message;
                check_exchanges = exchanges(CheckOf) -> Vec<ExchangeView>;
                check_reference = reference(CheckId) -> ReferenceView;
                check_confirm = confirm(ConfirmRequest) -> RunView;
            }
            promotion {
                article_view = article(PartnerId) -> ArticleView;
                article_facts = set_article_facts(ArticleFactsRequest) -> ArticleView;
                article_section = set_article_section(ArticleSectionRequest) -> ArticleView;
                article_reset = reset_article_section(ArticleSectionReset) -> ArticleView;
                article_save = save_article(PartnerId) -> Message;
                article_copy = copy_article(PartnerId) -> Message;
                promotion_view = view(PartnerId) -> PromotionView;
                promotion_say = say(PromotionSayRequest) -> PromotionView;
                person_set = set_person(PersonRequest) -> PromotionView;
                pack_save = save_pack(PartnerId) -> Message;
                message_copy = copy_message(PartnerId) -> Message;
                message_send = send_message(PartnerId) -> Done;
                go_live_copy = copy_go_live(PartnerId) -> Message;
            }
            watch {
                watch_view = view(PartnerId) -> WatchView;
                watch_set = set(WatchRequest) -> WatchView;
                watch_look = look_now(PartnerId) -> WatchView;
                watch_accept = accept(WatchAccept) -> WatchView;
            }
            rehearsals {
                rehearsal_view = view(PartnerId) -> RehearsalView;
                rehearsal_start = start(PartnerId) -> RehearsalView;
                rehearsal_send = send(RehearsalSend) -> RehearsalView;
                rehearsal_stop = stop(PartnerId) -> Done;
                rehearsal_read = read(RehearsalRead) -> RehearsalView;
                rehearsal_report = report(ReportText) -> RehearsalView;
                rehearsal_copy = copy_commands(PartnerId) -> Message;
                rehearsal_forget = forget(PartnerId) -> RehearsalView;
                contract_save = save_contract(ContractRequest) -> Message;
            }
        }
    };
}

/// Runs a command on its own, so that a fault of ours in one is an error and not the end of the app. What
/// the fault says is not repeated: nobody knows what it holds.
///
/// # Errors
/// The command's own, or `command.broke`.
pub async fn guarded<R: Send + 'static>(
    command: &'static str,
    work: impl Future<Output = Result<R, WireError>> + Send + 'static,
) -> Result<R, WireError> {
    traced(command, async {
        match tokio::spawn(work.in_current_span()).await {
            Ok(result) => result,
            Err(_) => Err(WireError::plain(ErrorCode::CommandBroke).retryable()),
        }
    })
    .await
}

/// Gives a command an id. Its lines in the log bear it, and so does its error, so that the one leads to the other.
async fn traced<R>(
    command: &'static str,
    work: impl Future<Output = Result<R, WireError>>,
) -> Result<R, WireError> {
    let mut request_id = Uuid::new_v4().simple().to_string();
    // Read aloud and typed by people; the log holds two weeks.
    request_id.truncate(8);
    // Of the highest level: a log that has only errors names their commands too.
    let span = tracing::error_span!("call", command, %request_id);
    async { work.await.map_err(|error| error.logged(&request_id)) }.instrument(span).await
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
    ($($area:ident { $($name:ident = $method:ident($request:ty) -> $response:ty;)* })*) => {
        use wire::*;

        /// All commands.
        pub const COMMANDS: &[Command] = &[$($(Command {
            name: stringify!($name),
            request: |config| <$request as TS>::name(config),
            response: |config| <$response as TS>::name(config),
        },)*)*];

        impl Desk {
            /// Carries out a command by its name: for tests and for whoever has no types of ours.
            ///
            /// # Errors
            /// The command's own, or `command.unknown` and `command.request` for a faulty call.
            pub async fn call(&self, name: &str, request: Value) -> Result<Value, WireError> {
                // Only names of the list are written into the log.
                let command = COMMANDS.iter().map(|command| command.name).find(|known| *known == name);
                traced(command.unwrap_or("unknown"), self.carry_out(name, request)).await
            }

            async fn carry_out(&self, name: &str, request: Value) -> Result<Value, WireError> {
                match name {
                    $($(stringify!($name) => {
                        let request: $request = serde_json::from_value(request)
                            .map_err(|_| WireError::plain(ErrorCode::CommandRequest))?;
                        // On the heap: as many futures as there are commands would not fit a small stack.
                        let response: $response = Box::pin(self.$area.$method(request)).await?;
                        serde_json::to_value(response).map_err(|_| WireError::plain(ErrorCode::CommandRequest))
                    })*)*
                    _ => Err(WireError::plain(ErrorCode::CommandUnknown)),
                }
            }
        }
    };
}

with_commands!(list);
