news-already_saved = Nothing to save: { $environment } is up to date
news-article_copied = Article copied.
news-clipboard_cleared = The partner secret was cleared from the clipboard.
news-commands_copied = Commands copied. Copy the partner secret for your developer separately.
news-deleted_after_all = The partner was deleted on the server. The draft is still here.
news-exported = Saved as { $path }
news-go_live_copied = Checklist copied.
news-logo_changed = Logo changed
news-logo_copied = SVG copied
news-logo_set = { $file } is now the logo
news-message_copied = Message copied.
news-missing = Nothing was sent: { $environment } doesn’t have this partner in that company.
news-not_held = Only partly saved: { $environment } confirmed the save, but returned different values for { $fields }. Your draft hasn’t changed.
news-nothing_to_undo = Nothing to undo
news-pack_not_noted = Evidence pack saved, but it couldn’t be added to the timeline.
news-plan_changed = Nothing was sent, because { $environment } or your draft has changed. Review the changes again.
news-put_back = Restored: { $environment } has its previous values again. Your draft hasn’t changed.
news-redone = Redone: { $what }
news-registered = Registered on { $environment }
news-returned = Your draft is back at that version. Use Undo to reverse this.
news-saved_to = Saved to { $environment }
news-secret_copied = Partner secret copied. It is cleared from the clipboard after { $seconds } seconds. Paste it where your developer keeps secrets.
news-secret_new-not_known = There is a new partner secret. { -partner-desk } couldn’t check whether { $environment } accepts it.
news-secret_new-turned_away = There is a new partner secret, but { $environment } rejected it.
news-secret_new-works = There is a new partner secret, and { $environment } accepts it.
news-secret_old-turned_away = The old one no longer works.
news-secret_old-works = The old one still works too.
news-service_waits = { $host } asked { -partner-desk } to wait. Checks resume in { $seconds } s; { -partner-desk } waits 30 s at most.
news-several_fields = several fields
news-tokens_forgotten =
    { $count ->
        [one] 1 token removed, also from your keychain. Drafts haven’t changed.
       *[other] { $count } tokens removed, also from your keychain. Drafts haven’t changed.
    }
news-undone = Undone: { $what }
