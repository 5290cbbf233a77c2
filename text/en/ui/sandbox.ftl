ui-sandbox-all_off = Turn all off
ui-sandbox-faults = Simulate a fault in the sample partner or in { -recruitee }
ui-sandbox-faults-text = Turn on a fault, then run the checks or save. You see which results and messages it causes.
ui-sandbox-find = Find a fault
ui-sandbox-finds = Affects the check “{ $check }”
ui-sandbox-finds_nothing = No check fails, as expected
ui-sandbox-holds =
    { $count ->
        [one] It has 1 partner.
       *[other] It has { $count } partners.
    }
ui-sandbox-of = { $on } of { $count } on
ui-sandbox-off = The Sandbox starts when a partner needs it.
ui-sandbox-on = The Sandbox is running.
ui-sandbox-on_now =
    { $count ->
        [one] 1 fault is on.
       *[other] { $count } faults are on.
    }
ui-sandbox-reset = Reset the Sandbox
ui-sandbox-reset-ask = This deletes every partner that is registered in the Sandbox and turns off all faults. Your drafts stay on this computer. You can’t undo this.
ui-sandbox-reset-button = Reset the Sandbox
ui-sandbox-reset-text = Deletes every partner that is registered in the Sandbox and turns off all faults. Your drafts stay.
ui-sandbox-reset_done = Sandbox reset
ui-sandbox-sub = An imitation of { -rc } inside this app, with a sample partner. Nothing leaves this computer.
