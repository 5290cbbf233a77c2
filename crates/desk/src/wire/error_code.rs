//! Every code of an error: `area.reason`. The sentence of a code is `error.CODE`.

use crate::wire::closed_set::closed_set;

closed_set! {
    /// What went wrong, for programs.
    ErrorCode {
        AfterAll = "after_all",
        ApiConflict = "api.conflict",
        ApiNotFound = "api.not_found",
        ApiNotUnderstood = "api.not_understood",
        ApiOutcomeUnknown = "api.outcome_unknown",
        ApiRedirected = "api.redirected",
        ApiRejected = "api.rejected",
        ApiRejectedFields = "api.rejected_fields",
        ApiRejectedSaying = "api.rejected_saying",
        ApiStatus = "api.status",
        ApiTooManyRequests = "api.too_many_requests",
        ApiTurnedAway = "api.turned_away",
        ArticleTooLong = "article.too_long",
        ClipboardFailed = "clipboard.failed",
        ClipboardNoText = "clipboard.no_text",
        CodenameLocked = "codename.locked",
        CodenameNeeded = "codename.needed",
        CommandBroke = "command.broke",
        CommandRequest = "command.request",
        CommandUnknown = "command.unknown",
        CompanyIdMissing = "company_id.missing",
        CompanyIdNotANumber = "company_id.not_a_number",
        ConnectionNoEnvironment = "connection.no_environment",
        ConnectionNoToken = "connection.no_token",
        DeleteNotDone = "delete.not_done",
        DeleteNotRegistered = "delete.not_registered",
        DeleteOtherCodename = "delete.other_codename",
        FileField = "file.field",
        FileNewer = "file.newer",
        FileNoPartners = "file.no_partners",
        FileNotJson = "file.not_json",
        FileNotText = "file.not_text",
        FileNotWritten = "file.not_written",
        FileOtherFormat = "file.other_format",
        FileTooLarge = "file.too_large",
        ImportCodenameCharacters = "import.codename_characters",
        ImportNoCodename = "import.no_codename",
        ImportNotThere = "import.not_there",
        KeychainAltered = "keychain.altered",
        KeychainAmbiguous = "keychain.ambiguous",
        KeychainEphemeral = "keychain.ephemeral",
        KeychainFailed = "keychain.failed",
        KeychainForgetful = "keychain.forgetful",
        KeychainLocked = "keychain.locked",
        KeychainNoBus = "keychain.no_bus",
        KeychainNoDefault = "keychain.no_default",
        KeychainNoService = "keychain.no_service",
        KeychainNotSetUp = "keychain.not_set_up",
        KeychainNotUsed = "keychain.not_used",
        KeychainNothingOpen = "keychain.nothing_open",
        KeychainRefused = "keychain.refused",
        KeychainTooLong = "keychain.too_long",
        KeychainWaiting = "keychain.waiting",
        LinkFailed = "link.failed",
        LinkNotHttps = "link.not_https",
        LogoAvif = "logo.avif",
        LogoAnimation = "logo.animation",
        LogoBroken = "logo.broken",
        LogoChangedLook = "logo.changed_look",
        LogoEmpty = "logo.empty",
        LogoEntityMarkup = "logo.entity_markup",
        LogoNoFont = "logo.no_font",
        LogoNotXml = "logo.not_xml",
        LogoNothingDrawn = "logo.nothing_drawn",
        LogoOtherType = "logo.other_type",
        LogoOutOfMemory = "logo.out_of_memory",
        LogoProcessEnded = "logo.process_ended",
        LogoProcessNotUsable = "logo.process_not_usable",
        LogoSelfCheck = "logo.self_check",
        LogoTimedOut = "logo.timed_out",
        LogoTooComplex = "logo.too_complex",
        LogoTooLarge = "logo.too_large",
        LogoTooManyPixels = "logo.too_many_pixels",
        LogoTooRich = "logo.too_rich",
        NetworkBroken = "network.broken",
        NetworkNameNotFound = "network.name_not_found",
        NetworkNameNotTold = "network.name_not_told",
        NetworkNotHttp = "network.not_http",
        NetworkNotPublic = "network.not_public",
        NetworkOffline = "network.offline",
        NetworkOurs = "network.ours",
        NetworkRedirects = "network.redirects",
        NetworkRefused = "network.refused",
        NetworkTimedOut = "network.timed_out",
        NetworkTls = "network.tls",
        NetworkTooLarge = "network.too_large",
        NetworkWrongOrigin = "network.wrong_origin",
        OriginChanged = "origin.changed",
        PackNotMade = "pack.not_made",
        PromotionNotHere = "promotion.not_here",
        PromotionNotNow = "promotion.not_now",
        ReadinessNone = "readiness.none",
        ReadinessRunning = "readiness.running",
        RehearsalBlocked = "rehearsal.blocked",
        RehearsalCandidateNumber = "rehearsal.candidate_number",
        RehearsalEmail = "rehearsal.email",
        RehearsalGoing = "rehearsal.going",
        RehearsalName = "rehearsal.name",
        RehearsalNoReport = "rehearsal.no_report",
        RehearsalNoTest = "rehearsal.no_test",
        RehearsalNotStarted = "rehearsal.not_started",
        RehearsalOutOfDate = "rehearsal.out_of_date",
        RehearsalProperties = "rehearsal.properties",
        RevertNothingSaved = "revert.nothing_saved",
        SandboxFailed = "sandbox.failed",
        SandboxNotStarted = "sandbox.not_started",
        SandboxOnlyThere = "sandbox.only_there",
        SaveGoingOn = "save.going_on",
        SavePlanChanged = "save.plan_changed",
        SaveProblems = "save.problems",
        SecretAbsent = "secret.absent",
        SecretLost = "secret.lost",
        SecretNotRegistered = "secret.not_registered",
        SecretOldWorks = "secret.old_works",
        SecretOutcomeUnknown = "secret.outcome_unknown",
        StoreDamaged = "store.damaged",
        StoreElsewhere = "store.elsewhere",
        StoreFailed = "store.failed",
        StoreFolder = "store.folder",
        StoreFull = "store.full",
        StoreFullAtStart = "store.full_at_start",
        StoreInUse = "store.in_use",
        StoreLocked = "store.locked",
        StoreNewer = "store.newer",
        StoreNoLocks = "store.no_locks",
        StoreNotFound = "store.not_found",
        StoreReadOnly = "store.read_only",
        StoreUnexpected = "store.unexpected",
        TokenEmpty = "token.empty",
        TokenMixedUp = "token.mixed_up",
        TokenTooLong = "token.too_long",
        TokenUnsendable = "token.unsendable",
        UrlMissing = "url.missing",
        UrlNonePasted = "url.none_pasted",
        UrlNotTried = "url.not_tried",
        WatchTimedOut = "watch.timed_out",
        WorkCanceled = "work.canceled",
        WorkCanceledAfterSending = "work.canceled_after_sending",
    }
}

impl ErrorCode {
    /// Whether it is a fault of Partner Desk or of its own files. All others are outcomes that were to be expected:
    /// something was mistyped, a keychain is locked, a network or a server says no.
    pub const fn is_internal(self) -> bool {
        match self {
            Self::CommandBroke
            | Self::CommandRequest
            | Self::CommandUnknown
            | Self::SandboxFailed
            | Self::SandboxNotStarted
            | Self::StoreDamaged
            | Self::StoreFailed
            | Self::StoreUnexpected => true,
            Self::UrlMissing
            | Self::UrlNonePasted
            | Self::UrlNotTried
            | Self::AfterAll
            | Self::ApiConflict
            | Self::ApiNotFound
            | Self::ApiNotUnderstood
            | Self::ApiOutcomeUnknown
            | Self::ApiRedirected
            | Self::ApiRejected
            | Self::ApiRejectedFields
            | Self::ApiRejectedSaying
            | Self::ApiStatus
            | Self::ApiTooManyRequests
            | Self::ApiTurnedAway
            | Self::ArticleTooLong
            | Self::ClipboardFailed
            | Self::ClipboardNoText
            | Self::CodenameLocked
            | Self::CodenameNeeded
            | Self::CompanyIdMissing
            | Self::CompanyIdNotANumber
            | Self::ConnectionNoEnvironment
            | Self::ConnectionNoToken
            | Self::DeleteNotDone
            | Self::DeleteNotRegistered
            | Self::DeleteOtherCodename
            | Self::FileField
            | Self::FileNewer
            | Self::FileNoPartners
            | Self::FileNotJson
            | Self::FileNotText
            | Self::FileNotWritten
            | Self::FileOtherFormat
            | Self::FileTooLarge
            | Self::ImportCodenameCharacters
            | Self::ImportNoCodename
            | Self::ImportNotThere
            | Self::KeychainAltered
            | Self::KeychainAmbiguous
            | Self::KeychainEphemeral
            | Self::KeychainFailed
            | Self::KeychainForgetful
            | Self::KeychainLocked
            | Self::KeychainNoBus
            | Self::KeychainNoDefault
            | Self::KeychainNoService
            | Self::KeychainNotSetUp
            | Self::KeychainNotUsed
            | Self::KeychainNothingOpen
            | Self::KeychainRefused
            | Self::KeychainTooLong
            | Self::KeychainWaiting
            | Self::LinkFailed
            | Self::LinkNotHttps
            | Self::LogoAvif
            | Self::LogoAnimation
            | Self::LogoBroken
            | Self::LogoChangedLook
            | Self::LogoEmpty
            | Self::LogoEntityMarkup
            | Self::LogoNoFont
            | Self::LogoNotXml
            | Self::LogoNothingDrawn
            | Self::LogoOtherType
            | Self::LogoOutOfMemory
            | Self::LogoProcessEnded
            | Self::LogoProcessNotUsable
            | Self::LogoTimedOut
            | Self::LogoSelfCheck
            | Self::LogoTooComplex
            | Self::LogoTooLarge
            | Self::LogoTooManyPixels
            | Self::LogoTooRich
            | Self::NetworkBroken
            | Self::NetworkNameNotFound
            | Self::NetworkNameNotTold
            | Self::NetworkNotHttp
            | Self::NetworkNotPublic
            | Self::NetworkOffline
            | Self::NetworkOurs
            | Self::NetworkRedirects
            | Self::NetworkRefused
            | Self::NetworkTimedOut
            | Self::NetworkTls
            | Self::NetworkTooLarge
            | Self::NetworkWrongOrigin
            | Self::OriginChanged
            | Self::RehearsalBlocked
            | Self::RehearsalCandidateNumber
            | Self::RehearsalEmail
            | Self::RehearsalGoing
            | Self::RehearsalName
            | Self::RehearsalNoReport
            | Self::RehearsalNoTest
            | Self::RehearsalNotStarted
            | Self::RehearsalOutOfDate
            | Self::RehearsalProperties
            | Self::RevertNothingSaved
            | Self::PackNotMade
            | Self::PromotionNotHere
            | Self::PromotionNotNow
            | Self::ReadinessNone
            | Self::ReadinessRunning
            | Self::SandboxOnlyThere
            | Self::SaveGoingOn
            | Self::SavePlanChanged
            | Self::SaveProblems
            | Self::SecretAbsent
            | Self::SecretLost
            | Self::SecretNotRegistered
            | Self::SecretOldWorks
            | Self::SecretOutcomeUnknown
            | Self::StoreElsewhere
            | Self::StoreFolder
            | Self::StoreFull
            | Self::StoreFullAtStart
            | Self::StoreInUse
            | Self::StoreLocked
            | Self::StoreNewer
            | Self::StoreNoLocks
            | Self::StoreNotFound
            | Self::StoreReadOnly
            | Self::TokenEmpty
            | Self::TokenMixedUp
            | Self::TokenTooLong
            | Self::TokenUnsendable
            | Self::WatchTimedOut
            | Self::WorkCanceled
            | Self::WorkCanceledAfterSending => false,
        }
    }
}
