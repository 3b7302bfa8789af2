package org.jl2tpd.datapath.kernel;

import java.io.IOException;
import org.jl2tpd.linux.ChildProcess;
import org.jl2tpd.linux.CredentialSocket;

/** Where pppds are started. */
interface PppdLauncher extends AutoCloseable {
    ChildProcess start(ChildProcess.Program program) throws IOException;

    /** Where their plugin's datagrams come. */
    CredentialSocket events();

    @Override
    void close();
}
