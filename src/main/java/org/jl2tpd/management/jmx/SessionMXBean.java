package org.jl2tpd.management.jmx;

/** {@code type=Session,tunnel=ID,session=ID}: a session that lives, where {@code session_mbeans} has them registered. */
@About("A session.")
public interface SessionMXBean extends SessionInfo {
    void setDebugMask(int mask);

    void setLinkNotifications(boolean on);

    @About(value = "Sets what is traced; the answer is what is traced now.", changes = true)
    String trace(@Argument(name = "facilities", about = "Names, all, none, or changes: +fsm,-data.") String facilities);

    @About(value = "Changes attributes: use_sequence_numbers, reorder_timeout and the like.", changes = true)
    void modify(@Argument(name = "attributes", about = "name=value with blanks between.") String attributes);

    @About(value = "Ends the session.", changes = true)
    void close(@Argument(name = "reason", about = "Words for the peer, may be empty.") String reason);
}
