keychain-altered-steps =
    Restart your keychain, or log out and in again.
    Press Try the keychain again.
    If it still doesn’t work, show this to your IT team.
keychain-ambiguous-steps =
    Remove the token: this deletes every copy.
    Add the token again.
keychain-consequence-session = Tokens stay in memory until you close { -partner-desk }. They aren’t saved anywhere else.
keychain-consequence-unknown = { -partner-desk } couldn’t read your keychain and changed nothing in it. You can continue: a token that you add now is kept until you close { -partner-desk }.
keychain-ephemeral-steps =
    Open your system’s password app and create a keychain with its own password.
    Set it as the default.
    Press Try the keychain again.
keychain-ephemeral-steps-linux =
    Open Passwords and Keys (seahorse) or KWalletManager and create a keyring with a password.
    Set it as the default.
    Press Try the keychain again.
keychain-failed-steps =
    Press Try the keychain again.
    If it still doesn’t work, log out and in again.
    If that doesn’t help, show this to your IT team.
keychain-forgetful-steps =
    Restart your keychain, or log out and in again.
    Press Try the keychain again.
keychain-locked-steps =
    Unlock your keychain.
    Press Try the keychain again.
keychain-locked-steps-linux =
    Open Passwords and Keys (seahorse), KWalletManager or KeePassXC and unlock the keyring or database.
    Press Try the keychain again.
    If a keyring is locked after each log-in, its password differs from your log-in password: change it there.
keychain-locked-steps-macos =
    Open Keychain Access and unlock the keychain named login.
    Press Try the keychain again.
keychain-no_bus-steps =
    Start { -partner-desk } from your desktop’s menu.
    Press Try the keychain again.
keychain-no_bus-steps-linux =
    Start { -partner-desk } from your desktop’s menu, not from a text console or over SSH.
    On a server, use partner-desk-cli, which reads tokens from environment variables.
keychain-no_default-steps =
    Open your password app and set one keyring as the default.
    Press Try the keychain again.
keychain-no_default-steps-linux =
    Passwords and Keys (seahorse) or KWalletManager: set one keyring as the default.
    KeePassXC: under Database settings, Secret Service Integration, share a group from only one database.
    Press Try the keychain again.
keychain-no_service-steps =
    Ask your IT team to set up a keychain.
    Press Try the keychain again.
keychain-no_service-steps-linux =
    Start your password app. In KeePassXC, turn on Secret Service Integration in its settings.
    If you have no password app, install GNOME Keyring (package gnome-keyring) or KWallet (package kwalletmanager). Then log out and in again.
    Press Try the keychain again.
keychain-not_set_up-steps =
    Open your system’s password app once and follow its instructions.
    Press Try the keychain again.
keychain-not_set_up-steps-linux =
    Open Passwords and Keys (seahorse) or KWalletManager and create a keyring with a password.
    Set it as the default.
    Press Try the keychain again.
keychain-not_used-steps = You don’t need to do anything.
keychain-nothing_open-steps =
    Open your password app and unlock a keyring or database.
    Press Try the keychain again.
keychain-nothing_open-steps-linux =
    KeePassXC: open your database, and choose the group to share under Database settings, Secret Service Integration.
    Other password apps: open or create a keyring.
    Press Try the keychain again.
keychain-refused-steps =
    Press Try the keychain again, and allow access when your system asks.
    If it doesn’t ask, open your system’s password app and give { -partner-desk } access there.
keychain-refused-steps-linux =
    Press Try the keychain again, and allow access when your system asks.
    KeePassXC: check Settings, Secret Service Integration.
    Flatpak or Snap: allow { -partner-desk } to use the Secret Service.
keychain-too_long-steps =
    Use the token as it is: { -partner-desk } keeps it until you close the app.
    Paste it again the next time you start the app, or ask for a shorter token.
keychain-too_long-steps-windows =
    Use the token as it is: { -partner-desk } keeps it until you close the app.
    Paste it again the next time you start the app, or ask for a token of at most 2,560 characters.
keychain-waiting-steps =
    Look for a window that asks for your password. It may be behind this one.
    Answer it, and { -partner-desk } continues by itself.
    Or press Try the keychain again.
secret-turned_away = This secret was rejected by { $environment }. Paste the one that your developer uses, or make a new one.
secret-works = This secret works: { $environment } accepts it.
token-customer = Customer token
token-in_keychain = In the system keychain
token-lost = It was saved in { $place } but isn’t there anymore. Add it again. Some keychains lose their contents when the computer restarts.
token-needs_company = Enter the company ID first. It is a number, such as 48213.
token-older = This is an older token. The last one that you added was kept only until you closed { -partner-desk }. Add that one again.
token-other_build = Another build of { -partner-desk } saved this token and keeps its tokens separate. Add it here too.
token-partner_secret = Partner secret
token-personal = Personal API token
token-place = { $program }, { $collection }
token-session_over = The last one was kept only until you closed { -partner-desk }. Add it again.
token-this_session = In memory, until you close { -partner-desk }
