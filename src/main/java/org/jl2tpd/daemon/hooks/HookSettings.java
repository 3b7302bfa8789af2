package org.jl2tpd.daemon.hooks;

import java.util.Map;
import java.util.TreeMap;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.HookAttributes;
import org.jl2tpd.profile.Profile;

/**
 * What {@code [hooks]} says.
 *
 * @param programs by hook ({@code session_up} and so on); no entry for none
 * @param user whom they run as where the daemon is root
 */
record HookSettings(Map<String, String> programs, int timeoutSeconds, int maxRunning, int queueLimit, String user) {
    static HookSettings of(Profile hooks) {
        Map<String, String> programs = new TreeMap<>();
        for (Attribute<String> attribute : HookAttributes.PROGRAMS) {
            if (!hooks.get(attribute).isEmpty()) {
                programs.put(attribute.name(), hooks.get(attribute));
            }
        }
        return new HookSettings(
                Map.copyOf(programs),
                hooks.get(HookAttributes.TIMEOUT_SECONDS),
                hooks.get(HookAttributes.MAX_RUNNING),
                hooks.get(HookAttributes.QUEUE_LIMIT),
                hooks.get(HookAttributes.USER));
    }
}
