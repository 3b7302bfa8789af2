package org.jl2tpd.daemon;

import java.util.Objects;
import org.jl2tpd.profile.Attribute;
import org.jl2tpd.profile.Profile;

/** Whether two profiles differ in something. */
final class Changed {
    private Changed() {}

    /** Whether none of these attributes is another one. */
    static boolean none(Profile before, Profile after, Attribute<?>... attributes) {
        for (Attribute<?> attribute : attributes) {
            if (!Objects.equals(before.get(attribute), after.get(attribute))) {
                return false;
            }
        }
        return true;
    }
}
