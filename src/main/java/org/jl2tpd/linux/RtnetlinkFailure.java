package org.jl2tpd.linux;

/**
 * Why the kernel refused a netlink request: a change of addresses, links, routes or tunnels.
 *
 * @param request which of the batch's changes it was, from 1; 0 when the kernel took none
 * @param errno positive, of errno.h
 * @param text the kernel's own words (extended acknowledgement), empty when it gave none
 */
public record RtnetlinkFailure(int request, int errno, String text) {
    /** In words for an operator. */
    public String describe() {
        String reason = errno == Errno.EPERM ? "no permission (CAP_NET_ADMIN is needed)" : Errno.describe(errno);
        return text.isEmpty() ? reason : text + " (" + reason + ")";
    }
}
