package dev.shoplake.stack.s3;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;

/** Serves a folder over the S3 protocol until SIGTERM. */
public final class S3ServerMain {
    private static final long LARGEST_UNCHUNKED_BYTES = 512L << 20;

    private S3ServerMain() {}

    /**
     * Serves. The keys come by environment, SHOPLAKE_S3_ACCESS_KEY and SHOPLAKE_S3_SECRET_KEY: everybody may read the
     * arguments of a process.
     *
     * @param args folder, port
     */
    public static void main(String[] args) throws Exception {
        // With a relative folder s3proxy lists nothing
        var folder = Path.of(args[0]).toAbsolutePath();
        Files.createDirectories(folder);
        var environment = System.getenv();
        var server = S3Proxy.builder()
                .blobStore(new FilesystemNio2BlobStore(folder.toString()))
                .endpoint(URI.create("http://127.0.0.1:" + args[1]))
                .awsAuthentication(
                        AuthenticationType.AWS_V2_OR_V4,
                        environment.get("SHOPLAKE_S3_ACCESS_KEY"),
                        environment.get("SHOPLAKE_S3_SECRET_KEY"))
                .v4MaxNonChunkedRequestSize(LARGEST_UNCHUNKED_BYTES)
                // Trino asks for more than s3proxy knows of, and does well without
                .ignoreUnknownHeaders(true)
                .jettyMaxThreads(64)
                .build();
        server.start();
        new CountDownLatch(1).await();
    }
}
