/** Dynamic authorization (RFC 5176): what clients' requests mean here, and the sockets by which they come. */
package org.jl2tpd.aaa.dynamic;
