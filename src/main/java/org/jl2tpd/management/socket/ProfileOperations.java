package org.jl2tpd.management.socket;

import java.util.List;
import java.util.Locale;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.ControlException;
import org.jl2tpd.management.ControlException.Kind;
import org.jl2tpd.management.ProfileDesk;
import org.jl2tpd.profile.ProfileKind;

/** Requests about profiles. {@code kind} is peer, tunnel, session, ppp or system. */
final class ProfileOperations {
    private static final List<ProfileKind> NAMED =
            List.of(ProfileKind.PEER, ProfileKind.TUNNEL, ProfileKind.SESSION, ProfileKind.PPP);

    private ProfileOperations() {}

    static void add(Operation.Registry to, Control control) {
        ProfileDesk desk = control.profiles();
        to.reading("profile_list", (arguments, caller) -> desk.names(named(arguments)));
        to.reading("profile_show", (args, caller) -> desk.show(kind(args), args.text("name")));
        to.changing(
                "profile_create",
                (args, caller) -> desk.create(named(args), args.text("name"), args.attributes("attributes")));
        to.changing(
                "profile_modify",
                (args, caller) -> desk.modify(named(args), args.text("name"), args.attributes("attributes")));
        to.changing(
                "profile_unset", (args, caller) -> desk.unset(kind(args), args.text("name"), args.texts("attributes")));
        to.changing("profile_delete", (args, caller) -> {
            desk.delete(named(args), args.text("name"));
            return null;
        });
    }

    private static ProfileKind kind(Arguments arguments) throws ControlException {
        return arguments.text("kind").equals("system") ? ProfileKind.SYSTEM : named(arguments);
    }

    private static ProfileKind named(Arguments arguments) throws ControlException {
        String wanted = arguments.text("kind");
        return NAMED.stream()
                .filter(kind -> word(kind).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new ControlException(Kind.INVALID, "kind must be peer, tunnel, session or ppp"));
    }

    private static String word(ProfileKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
