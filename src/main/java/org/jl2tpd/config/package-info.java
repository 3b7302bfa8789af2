/** The TOML file to profiles, with file, line and column in every error. */
package org.jl2tpd.config;
