package org.jl2tpd.aaa;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jl2tpd.aaa.SessionAccount.Authentic;
import org.jl2tpd.engine.Authenticator;
import org.jl2tpd.ppp.AddressGrant;
import org.jl2tpd.ppp.AuthReply;
import org.jl2tpd.ppp.AuthRequest;
import org.jl2tpd.profile.Choices.LocalUsers;
import org.jl2tpd.profile.Configuration;
import org.jl2tpd.profile.PppAttributes;
import org.jl2tpd.profile.Profile;
import org.jl2tpd.profile.ProfileKind;
import org.jl2tpd.profile.RadiusAttributes;
import org.jl2tpd.radius.AttributeSet;
import org.jl2tpd.radius.Attributes;
import org.jl2tpd.radius.RadiusCode;
import org.jl2tpd.radius.RadiusRequest;
import org.jl2tpd.radius.RadiusResult;
import org.jl2tpd.radius.RadiusSender;
import org.jl2tpd.wire.IpAddress;

/**
 * Has RADIUS servers judge the peers of sessions whose ppp profile says so ({@code use_radius}); all others, and peers that need not prove
 * who they are, {@link LocalAuthenticator} judges. Addresses are the local one's in either case. The engine's thread alone; answers come
 * to it by {@link LateAnswers}.
 */
public final class RadiusAuthenticator implements Authenticator {
    private static final String REFUSED = "Authentication failed";
    private static final String LATER = "Authentication is not possible now";

    /** The error of a refused MS-CHAPv2 (RFC 2759 6); what else the text says is not for a peer that may not try again. */
    private static final Pattern MS_CHAP_ERROR = Pattern.compile("E=([0-9]{1,10})(?: .*)?", Pattern.DOTALL);

    /** A request that waits for its answer. */
    private record Waiting(AuthRequest request, AuthContext context) {}

    private final LocalAuthenticator local;
    private final RadiusSender sender;
    private final LateAnswers late;
    private final SessionIds ids;
    private final SessionAccounts accounts;
    private final Map<Long, Waiting> waiting = new HashMap<>();
    /** Sessions that have an account, by ticket. */
    private final Map<Long, Long> serials = new HashMap<>();

    private Configuration configuration;
    private long refusedTicket;
    private String refusalDetail = "";
    private volatile long accepted;
    private volatile long refused;
    private volatile long unanswered;
    private volatile long ignored;

    public RadiusAuthenticator(
            Configuration configuration,
            LocalAuthenticator local,
            RadiusSender sender,
            LateAnswers late,
            SessionIds ids,
            SessionAccounts accounts) {
        this.local = local;
        this.sender = sender;
        this.late = late;
        this.ids = ids;
        this.accounts = accounts;
        this.configuration = configuration;
    }

    @Override
    public void reconfigure(Configuration other) {
        local.reconfigure(other);
        configuration = other;
    }

    private boolean isJudgedHere(LocalUsers when, AuthRequest request) {
        return configuration.radius().settings().get(RadiusAttributes.LOCAL_USERS) == when && local.knows(request);
    }

    @Override
    public AuthReply authenticate(long ticket, AuthRequest request, AuthContext context) {
        waiting.remove(ticket);
        boolean asks = context.ppp().get(PppAttributes.USE_RADIUS) && !(request instanceof AuthRequest.None);
        if (!asks || isJudgedHere(LocalUsers.FIRST, request)) {
            return judgeHere(ticket, request, context);
        }
        String problem = Credentials.problem(request);
        if (problem != null) {
            return refuse(ticket, REFUSED, problem, false);
        }
        Waiting asked = new Waiting(request, context);
        waiting.put(ticket, asked);
        AttributeSet attributes = Credentials.of(request).addAll(CallAttributes.of(context, ids));
        String group = context.ppp().get(PppAttributes.RADIUS_HINT);
        RadiusRequest question = new RadiusRequest(RadiusRequest.Kind.AUTHENTICATION, group, attributes, 0);
        sender.send(question, result -> late.answer(ticket, () -> judge(ticket, asked, result)));
        return null;
    }

    /** Who is judged here is accounted all the same, where the ppp profile says so. */
    private AuthReply judgeHere(long ticket, AuthRequest request, AuthContext context) {
        forgetRefusal();
        AuthReply reply = local.authenticate(ticket, request, context);
        if (reply.accepted() && context.ppp().get(PppAttributes.USE_RADIUS)) {
            IpAddress address = reply.grant() == null ? null : reply.grant().peerIpv4();
            account(ticket, request.userName(), List.of(), SessionAccount.UNSET, Authentic.LOCAL, context, address);
        }
        return reply;
    }

    /** On the engine's thread; null when the session has ended meanwhile. */
    private AuthReply judge(long ticket, Waiting asked, RadiusResult result) {
        if (!waiting.remove(ticket, asked)) {
            return null;
        }
        if (result instanceof RadiusResult.Answered answered) {
            return answered.code() == RadiusCode.ACCESS_ACCEPT
                    ? admit(ticket, asked, answered)
                    : reject(ticket, asked, answered);
        }
        RadiusResult.Failed failed = (RadiusResult.Failed) result;
        if (isJudgedHere(LocalUsers.FALLBACK, asked.request)) {
            return judgeHere(ticket, asked.request, asked.context);
        }
        unanswered++;
        return refuse(ticket, LATER, "RADIUS: " + failed.words(), true);
    }

    private AuthReply reject(long ticket, Waiting asked, RadiusResult.Answered answered) {
        refused++;
        String who = " by RADIUS server " + answered.server();
        if (answered.code() != RadiusCode.ACCESS_REJECT) {
            return refuse(ticket, REFUSED, answered.code() + who + ", which PPP has no answer to", false);
        }
        AttributeSet set = answered.attributes();
        String said = AcceptReader.message(set.texts(Attributes.REPLY_MESSAGE));
        AuthReply reply = refuse(ticket, said.isEmpty() ? REFUSED : said, "refused" + who, false);
        return asked.request instanceof AuthRequest.MsChapV2
                ? reply.withMsChapV2Response(error(set.octets(Attributes.MS_CHAP_ERROR)))
                : reply;
    }

    /** {@code E=} and the number of an MS-CHAP-Error (RFC 2548 2.1.5), null without a good one; an octet of the identifier may stand before. */
    private static String error(byte[] octets) {
        if (octets == null) {
            return null;
        }
        String text = new String(octets, StandardCharsets.US_ASCII);
        Matcher matcher = MS_CHAP_ERROR.matcher(text.substring(Math.max(0, text.indexOf("E="))));
        return matcher.matches() ? "E=" + matcher.group(1) : null;
    }

    private AuthReply admit(long ticket, Waiting asked, RadiusResult.Answered answered) {
        Accept accept = AcceptReader.read(answered.attributes(), asked.request.userName());
        ignored += accept.ignored();
        String who = "RADIUS server " + answered.server() + ": ";
        if (accept.problem() != null) {
            refused++;
            return refuse(ticket, REFUSED, who + accept.problem(), false);
        }
        boolean microsoft = asked.request instanceof AuthRequest.MsChapV2;
        if (microsoft && accept.msChapV2Response() == null) {
            refused++;
            byte[] success = answered.attributes().octets(Attributes.MS_CHAP2_SUCCESS);
            return refuse(ticket, REFUSED, who + AcceptReader.proofProblem(success), false);
        }
        String profile = accept.policy().pppProfileName();
        Profile named = profile.isEmpty() ? null : configuration.profile(ProfileKind.PPP, profile);
        if (!profile.isEmpty() && named == null) {
            refused++;
            return refuse(ticket, REFUSED, who + "there is no ppp profile \"" + profile + "\"", false);
        }
        AuthContext context = named == null
                ? asked.context
                : asked.context.withPpp(asked.context.ppp().with(named));
        return grant(ticket, asked, accept, context, microsoft ? accept.msChapV2Response() : null);
    }

    /**
     * A call that goes on to an LNS has its addresses from there, and no more of us than its times; it counts as a session of its user.
     *
     * @param context with the ppp profile that the server names laid over the session's
     */
    private AuthReply grant(long ticket, Waiting asked, Accept accept, AuthContext context, String proof) {
        Addresses addresses = local.addresses();
        boolean goesOn = !accept.policy().tunnels().isEmpty();
        AddressGrant grant = goesOn
                ? addresses.grant(ticket, accept.wish().withoutAddresses(), context.withoutAddresses())
                : addresses.grant(ticket, accept.wish(), context);
        if (grant == null) {
            AuthReply refusal = addresses.refusal();
            return refuse(ticket, refusal.message(), addresses.problem(), refusal.transientFailure());
        }
        accepted++;
        forgetRefusal();
        String name = accept.userName().isEmpty() ? asked.request.userName() : accept.userName();
        account(
                ticket,
                name,
                accept.classes(),
                accept.interimIntervalSeconds(),
                Authentic.RADIUS,
                asked.context,
                grant.peerIpv4());
        return AuthReply.accept(accept.message(), proof, grant)
                .replacing(addresses.replaced())
                .with(accept.policy());
    }

    private void account(
            long ticket,
            String userName,
            List<byte[]> classes,
            int interimIntervalSeconds,
            Authentic authentic,
            AuthContext context,
            IpAddress address) {
        long serial = context.call().sessionSerial();
        String group = context.ppp().get(PppAttributes.RADIUS_HINT);
        serials.put(ticket, serial);
        accounts.put(new SessionAccount(
                serial, userName, classes, interimIntervalSeconds, authentic, group, context, address));
    }

    private AuthReply refuse(long ticket, String message, String detail, boolean transientFailure) {
        refusedTicket = ticket;
        refusalDetail = detail;
        return AuthReply.refuse(message, transientFailure);
    }

    private void forgetRefusal() {
        refusedTicket = 0;
        refusalDetail = "";
    }

    @Override
    public String refusalDetail(long ticket) {
        return ticket == refusedTicket ? refusalDetail : local.refusalDetail(ticket);
    }

    @Override
    public String accountingId(long sessionSerial) {
        return ids.text(sessionSerial);
    }

    @Override
    public void release(long ticket) {
        waiting.remove(ticket);
        Long serial = serials.remove(ticket);
        if (serial != null) {
            accounts.ended(serial);
        }
        local.release(ticket);
    }

    /** Requests that wait for an answer. */
    public int waiting() {
        return waiting.size();
    }

    /** Sessions that servers let in; any thread may ask, as for the others. */
    public long accepted() {
        return accepted;
    }

    /** Requests that servers refused, or whose acceptance could not be followed. */
    public long refused() {
        return refused;
    }

    /** Requests that no server answered. */
    public long unanswered() {
        return unanswered;
    }

    /** Attributes of acceptances that mean nothing here. */
    public long ignored() {
        return ignored;
    }
}
