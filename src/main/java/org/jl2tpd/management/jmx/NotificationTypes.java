package org.jl2tpd.management.jmx;

import java.util.Map;
import javax.management.MBeanNotificationInfo;
import javax.management.Notification;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import org.jl2tpd.engine.EngineEvent.Kind;

/** Types of notifications, and the data that each of them carries. */
final class NotificationTypes {
    private static final String PREFIX = "org.jl2tpd.";

    private static final String[] ITEMS = {
        "number", "kind", "tunnelId", "sessionId", "tunnelName", "peer", "user", "address", "device", "detail"
    };

    private static final CompositeType DATA = dataType();

    private NotificationTypes() {}

    static String type(Kind kind) {
        return PREFIX
                + switch (kind) {
                    case TUNNEL_UP -> "tunnel.up";
                    case TUNNEL_DOWN -> "tunnel.down";
                    case TUNNEL_REFUSED -> "tunnel.refused";
                    case TUNNEL_RETRY -> "tunnel.retry";
                    case TUNNEL_AUTH_FAILURE -> "tunnel.authFailure";
                    case SESSION_UP -> "session.up";
                    case SESSION_CHANGED -> "session.changed";
                    case SESSION_DOWN -> "session.down";
                    case SESSION_REFUSED -> "session.refused";
                    case SESSION_AUTH_FAILURE -> "session.authFailure";
                    case DATAPATH_FAILURE -> "datapath.failure";
                    case ROUTE_LOOP -> "route.loop";
                    case LIMIT_REACHED -> "limit.exceeded";
                    case HOOK_FAILED -> "hook.failed";
                    case RADIUS_SERVER_DEAD -> "radius.serverDead";
                    case RADIUS_SERVER_ALIVE -> "radius.serverAlive";
                    case ACCOUNTING_PROBLEM -> "accounting.problem";
                    case POOL_NEARLY_FULL -> "pool.nearlyFull";
                    case POOL_RELIEVED -> "pool.relieved";
                    case DYNAMIC_AUTHORIZATION -> "session.dynamicAuthorization";
                    case STOPPED -> "daemon.stopped";
                };
    }

    /** Of those there may be hundreds a second. */
    static boolean isOfEachSession(Kind kind) {
        return kind == Kind.SESSION_UP || kind == Kind.SESSION_CHANGED || kind == Kind.SESSION_DOWN;
    }

    static MBeanNotificationInfo[] info() {
        Kind[] kinds = Kind.values();
        var all = new MBeanNotificationInfo[kinds.length];
        for (int i = 0; i < all.length; i++) {
            String words = "What the log calls " + kinds[i].name().toLowerCase(java.util.Locale.ROOT)
                    + "; userData is a CompositeData that names tunnel, session, peer and detail"
                    + (isOfEachSession(kinds[i]) ? "; only with SessionNotifications." : ".");
            all[i] = new MBeanNotificationInfo(new String[] {type(kinds[i])}, Notification.class.getName(), words);
        }
        return all;
    }

    static CompositeData data(EventInfo event) {
        var values = Map.ofEntries(
                Map.entry("number", event.number()),
                Map.entry("kind", event.kind()),
                Map.entry("tunnelId", event.tunnelId()),
                Map.entry("sessionId", event.sessionId()),
                Map.entry("tunnelName", event.tunnelName()),
                Map.entry("peer", event.peer()),
                Map.entry("user", event.user()),
                Map.entry("address", event.address()),
                Map.entry("device", event.device()),
                Map.entry("detail", event.detail()));
        try {
            return new CompositeDataSupport(DATA, values);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompositeType dataType() {
        OpenType<?>[] types = new OpenType<?>[ITEMS.length];
        for (int i = 0; i < types.length; i++) {
            types[i] = switch (ITEMS[i]) {
                case "number" -> SimpleType.LONG;
                case "tunnelId", "sessionId" -> SimpleType.INTEGER;
                default -> SimpleType.STRING;
            };
        }
        try {
            return new CompositeType("org.jl2tpd.Event", "An event of the daemon", ITEMS, ITEMS, types);
        } catch (OpenDataException e) {
            throw new IllegalStateException(e);
        }
    }
}
