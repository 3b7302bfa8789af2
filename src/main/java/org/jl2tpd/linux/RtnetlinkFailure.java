package org.jl2tpd.linux;

/**
 * Why the kernel refused a change of addresses, links or routes.
 *
 * @param errno positive, of errno.h
 * @param text the kernel's own words (extended acknowledgement), empty when it gave none
 */
public record RtnetlinkFailure(int errno, String text) {
    /** In words for an operator. */
    public String describe() {
        String reason = errno == Errno.EPERM ? "no permission (CAP_NET_ADMIN is needed)" : Errno.describe(errno);
        return text.isEmpty() ? reason : text + " (" + reason + ")";
    }
}
