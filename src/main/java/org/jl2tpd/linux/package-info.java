/**
 * The Linux system calls through jnr-ffi: UDP sockets with batches (recvmmsg, sendmmsg), epoll, TUN devices and rtnetlink. Every
 * constant carries its header's name. Calls of the packet path return a negated errno and allocate nothing; set-up calls throw
 * {@link org.jl2tpd.linux.SystemCallException}. Nothing but jnr-ffi is imported here.
 */
package org.jl2tpd.linux;
