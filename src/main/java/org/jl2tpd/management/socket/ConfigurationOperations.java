package org.jl2tpd.management.socket;

import org.jl2tpd.management.Control;

/** Requests about the configuration as a file. */
final class ConfigurationOperations {
    private ConfigurationOperations() {}

    static void add(Operation.Registry to, Control control) {
        to.reading("config_show", (arguments, caller) -> control.configurationText());
        to.reading("config_diff", (arguments, caller) -> control.compareConfiguration());
        to.reading("reload_plan", (arguments, caller) -> control.reload(true, caller.user()));
        to.changing("reload", (arguments, caller) -> control.reload(false, caller.user()));
        to.changing(
                "config_save",
                (arguments, caller) -> control.saveConfiguration(
                        arguments.text("file"), arguments.has("force") && arguments.flag("force"), caller.reach()));
        to.changing(
                "config_restore",
                (arguments, caller) -> control.restoreConfiguration(arguments.text("file"), caller.reach()));
    }
}
