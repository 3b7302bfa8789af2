package org.jl2tpd.management.jmx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jl2tpd.engine.Views;
import org.jl2tpd.management.Control;
import org.jl2tpd.management.model.Inventory;
import org.jl2tpd.management.model.SessionRow;
import org.jl2tpd.management.model.TunnelRow;

/** Pages of the tables. A search goes through all rows, which takes 10,000 sessions a few milliseconds, on the reader's thread. */
final class Listings {
    private final Inventory inventory;

    Listings(Inventory inventory) {
        this.inventory = inventory;
    }

    TunnelPage tunnels(int offset, int limit, String filter) {
        check(offset, limit);
        inventory.look();
        var page = new ArrayList<TunnelLine>();
        String wanted = wanted(filter);
        int total = 0;
        for (TunnelRow row : inventory.tunnels().values()) {
            if (matches(row.view(), wanted)) {
                if (total >= offset && page.size() < limit) {
                    page.add(TunnelLine.of(row));
                }
                total++;
            }
        }
        return new TunnelPage(total, offset, page);
    }

    SessionPage sessions(int offset, int limit, String filter) {
        check(offset, limit);
        inventory.look();
        var page = new ArrayList<SessionLine>();
        String wanted = wanted(filter);
        int total = 0;
        for (SessionRow row : inventory.sessions().values()) {
            if (matches(row, wanted)) {
                if (total >= offset && page.size() < limit) {
                    page.add(SessionLine.of(row));
                }
                total++;
            }
        }
        return new SessionPage(total, offset, (long) offset + page.size() < total, page);
    }

    SessionPage sessionsAfter(int tunnel, int session, int limit) {
        check(0, limit);
        checkId(tunnel);
        checkId(session);
        inventory.look();
        return page(inventory.sessions().tailMap(SessionRow.key(tunnel, session), false), limit);
    }

    private static SessionPage page(Map<Integer, SessionRow> rows, int limit) {
        List<SessionLine> page =
                rows.values().stream().limit(limit + 1L).map(SessionLine::of).toList();
        boolean more = page.size() > limit;
        return new SessionPage(-1, 0, more, more ? page.subList(0, limit) : page);
    }

    /** Sessions of one tunnel by id. */
    SortedMap<Integer, SessionLine> sessionsOf(int tunnel, int after, int limit) {
        check(0, limit);
        checkId(after);
        inventory.look();
        var table = new TreeMap<Integer, SessionLine>();
        inventory
                .sessions()
                .subMap(SessionRow.key(tunnel, after), false, SessionRow.key(tunnel, 65_535), true)
                .values()
                .stream()
                .limit(limit)
                .forEach(row -> table.put(row.id(), SessionLine.of(row)));
        return table;
    }

    private static void check(int offset, int limit) {
        if (offset < 0) {
            throw new IllegalArgumentException("an offset is 0 or more, not " + offset);
        }
        if (limit < 1 || limit > Control.PAGE_LIMIT) {
            throw new IllegalArgumentException("a page has 1 to " + Control.PAGE_LIMIT + " rows, not " + limit);
        }
    }

    private static void checkId(int id) {
        if (id < 0 || id > 65_535) {
            throw new IllegalArgumentException("an id is 0 to 65535, not " + id);
        }
    }

    private static String wanted(String filter) {
        return filter == null ? "" : filter.strip().toLowerCase(Locale.ROOT);
    }

    private static boolean matches(Views.Tunnel view, String wanted) {
        if (wanted.startsWith("id:")) {
            return wanted.equals("id:" + view.id());
        }
        return wanted.isEmpty()
                || contains(view.name(), wanted)
                || contains(view.peerAddress(), wanted)
                || contains(view.peerHostName(), wanted)
                || contains(view.peerProfile(), wanted)
                || contains(view.state(), wanted);
    }

    private static boolean matches(SessionRow row, String wanted) {
        Views.Session view = row.view();
        if (wanted.startsWith("id:")) {
            return wanted.equals("id:" + view.id());
        }
        if (wanted.startsWith("tunnel:")) {
            return wanted.equals("tunnel:" + view.tunnelId());
        }
        return wanted.isEmpty()
                || contains(view.user(), wanted)
                || contains(view.name(), wanted)
                || contains(view.tunnelName(), wanted)
                || contains(row.tunnel().view().peerAddress(), wanted)
                || hasAddress(view, wanted)
                || contains(view.callingNumber(), wanted)
                || contains(view.calledNumber(), wanted);
    }

    private static boolean hasAddress(Views.Session view, String wanted) {
        return contains(view.peerIpv4(), wanted)
                || contains(view.ipv6Prefix(), wanted)
                || contains(view.delegatedPrefix(), wanted)
                || contains(view.device(), wanted);
    }

    private static boolean contains(String text, String wanted) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
