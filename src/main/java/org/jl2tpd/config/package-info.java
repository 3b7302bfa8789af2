/**
 * The TOML file to profiles ({@link org.jl2tpd.config.ConfigLoader}), with file, line and column in every error, and all errors at
 * once. A file is read in two steps: every section by itself ({@code ProfileReader} and the readers of tunnels, users, pools and
 * secrets), then, when the file is whole, what refers to one another ({@code CrossChecks}). No message holds a secret.
 */
package org.jl2tpd.config;
