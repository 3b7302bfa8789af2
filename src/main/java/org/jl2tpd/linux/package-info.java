/** The Linux system calls through jnr-ffi; every constant carries its header's name. */
package org.jl2tpd.linux;
