package org.jl2tpd.management.snmp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jl2tpd.profile.ManagementDefinition;
import org.jl2tpd.profile.ManagementDefinition.Access;
import org.jl2tpd.profile.ManagementDefinition.SnmpCommunity;
import org.jl2tpd.profile.ManagementDefinition.SnmpUser;
import org.jl2tpd.profile.SnmpAttributes;
import org.jl2tpd.wire.IpAddress;
import org.snmp4j.agent.security.VACM;
import org.snmp4j.security.SecurityLevel;
import org.snmp4j.security.SecurityModel;
import org.snmp4j.smi.OID;
import org.snmp4j.smi.OctetString;

/**
 * Who may read and write what (RFC 3415). A user reads at the best level that it has keys for, and writes with privacy alone; a community, which
 * nothing protects, writes from the loopback interface alone.
 */
final class AccessControl implements VACM {
    static final OctetString ALL = new OctetString("jl2tpd-all");

    /** Context and view without rows of sessions. */
    static final OctetString NO_SESSIONS = new OctetString("jl2tpd-noSessions");

    /** Longer than a name may be, so that no community has such a name. */
    private static final String FROM_AFAR = "from beyond the loopback interface: ";

    private final Map<OctetString, Grant> users = new HashMap<>();
    private final Map<OctetString, Grant> communities = new HashMap<>();
    private final List<SnmpCommunity> known;
    private final boolean beyondLoopback;
    private final View noSessions;

    private record Grant(int lowestLevel, boolean mayWrite) {}

    AccessControl(ManagementDefinition management, View noSessions) {
        this.noSessions = noSessions;
        this.known = management.snmpCommunities();
        this.beyondLoopback = management.snmp().get(SnmpAttributes.COMMUNITIES_BEYOND_LOOPBACK);
        management.snmpUsers().forEach(user -> users.put(new OctetString(user.name()), grant(user)));
        for (SnmpCommunity community : known) {
            boolean write = community.access() == Access.WRITE;
            communities.put(new OctetString(community.name()), new Grant(SecurityLevel.NOAUTH_NOPRIV, write));
            communities.put(
                    new OctetString(FROM_AFAR + community.name()), new Grant(SecurityLevel.NOAUTH_NOPRIV, false));
        }
    }

    private static Grant grant(SnmpUser user) {
        boolean privacy = user.privPassword() != null;
        return new Grant(
                privacy ? SecurityLevel.AUTH_PRIV : SecurityLevel.AUTH_NOPRIV,
                privacy && user.access() == Access.WRITE);
    }

    /** The security name of who shows a community (RFC 3584 5.2.1), null where nobody may use it from there. */
    OctetString securityName(byte[] shown, InetAddress source) {
        boolean near = source.isLoopbackAddress();
        if (!near && !beyondLoopback) {
            return null;
        }
        IpAddress address = IpAddress.of(source.getAddress());
        for (SnmpCommunity community : known) {
            boolean allowed = community.sources().isEmpty()
                    || community.sources().stream().anyMatch(prefix -> prefix.contains(address));
            if (allowed && community.community().matches(shown)) {
                return new OctetString(near ? community.name() : FROM_AFAR + community.name());
            }
        }
        return null;
    }

    /** What a view shows. */
    View view(OctetString viewName) {
        return viewName.equals(NO_SESSIONS) ? noSessions : View.ALL;
    }

    @Override
    public OctetString getViewName(OctetString context, OctetString name, int model, int level, int viewType) {
        Grant grant = (model == SecurityModel.SECURITY_MODEL_USM ? users : communities).get(name);
        if (grant == null || level < grant.lowestLevel || viewType == VIEW_WRITE && !grant.mayWrite) {
            return null;
        }
        return context.length() == 0 ? ALL : NO_SESSIONS;
    }

    @Override
    public boolean hasContext(OctetString context) {
        return context.length() == 0 || context.equals(NO_SESSIONS);
    }

    @Override
    public int isAccessAllowed(OctetString viewName, OID oid) {
        return view(viewName).skip(oid.getValue()) == null ? VACM_OK : VACM_NOT_IN_VIEW;
    }

    @Override
    public int isAccessAllowed(OctetString context, OctetString name, int model, int level, int viewType, OID oid) {
        if (!hasContext(context)) {
            return VACM_NO_SUCH_CONTEXT;
        }
        OctetString view = getViewName(context, name, model, level, viewType);
        return view == null ? VACM_NO_ACCESS_ENTRY : isAccessAllowed(view, oid);
    }
}
