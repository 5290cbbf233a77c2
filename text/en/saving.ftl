put_back-button =
    { $count ->
        [one] Restore 1 field
       *[other] Restore { $count } fields
    }
put_back-nothing = Nothing to restore on { $environment }
remote-differs = { $count } fields differ from { $environment }
remote-differs_one = 1 field differs from { $environment }
remote-none = { $environment } has no partner with this codename
remote-not_chosen = You haven’t chosen the Sandbox or { -rc } yet
remote-not_read = { $environment } hasn’t been read yet
remote-same = { $environment } is up to date
save-check_company = Check the company ID
save-decide =
    { $count ->
        [one] Resolve 1 conflict first
       *[other] Resolve { $count } conflicts first
    }
save-fix =
    { $count ->
        [one] Fix 1 field first
       *[other] Fix { $count } fields first
    }
save-footnote = Saves { $codename } to { $environment }, company { $company }, then reads it back to confirm. Customers see the changes only after promotion.
save-footnote-decide = Your draft and { $environment } have both changed. Nothing is sent until you resolve the conflicts.
save-footnote-incomplete = Nothing can be saved without a codename.
save-footnote-missing = Nothing is sent until you decide.
save-footnote-not_connected = Nothing can be saved until the connection works.
save-footnote-not_reached = Nothing is sent until { $environment } can be read.
save-footnote-nothing = Your draft and { $environment } match.
save-footnote-unknown = Nothing is sent until { -partner-desk } knows whether the last save worked.
save-look_again = Check { $environment } again
save-missing = Company { $company } on { $environment } has no partner { $codename }, although it was registered from this computer. If the company ID is mistyped, correct it; nothing else changes. If the partner was deleted there, register it again.
save-no_logo = None: customers see a gray placeholder
save-not_provided = Not provided
save-nothing = Nothing to save to { $environment }
save-obstacle-company = Enter the company ID
save-obstacle-environment = Choose { -rc } or the Sandbox
save-obstacle-rejected = Check your personal API token
save-obstacle-token = Add your personal API token
save-register = Register on { $environment }
save-try_again = Try again
save-update = Save { $count } changes to { $environment }
save-update_one = Save 1 change to { $environment }
write-delete-done = There was no clear response, so { -partner-desk } checked: the partner is deleted on { $environment }.
write-delete-not_done = There was no clear response, so { -partner-desk } checked: { $environment } still has the partner. It wasn’t deleted.
write-not_known = The last save to { $environment } isn’t confirmed yet
write-regenerate-done = { -partner-desk } checked for the new partner secret: the old one no longer works, and the new one was lost with the response. Regenerate it under Connection.
write-regenerate-not_done = { -partner-desk } checked for the new partner secret: as far as it can tell, none was created.
write-register-done = There was no clear response, so { -partner-desk } checked: the partner is registered on { $environment }. If Connection shows no partner secret, regenerate it there: the one in the response was lost.
write-register-not_done = There was no clear response, so { -partner-desk } checked: { $environment } doesn’t have this partner. It wasn’t registered.
write-update-done = There was no clear response, so { -partner-desk } checked: { $environment } has your changes.
write-update-not_done = There was no clear response, so { -partner-desk } checked: { $environment } doesn’t have your changes. Nothing was changed there.
