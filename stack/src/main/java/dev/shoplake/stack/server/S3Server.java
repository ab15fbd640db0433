package dev.shoplake.stack.server;

import dev.shoplake.stack.home.StackHome;
import dev.shoplake.stack.home.StackProperties;
import dev.shoplake.stack.process.BackgroundProcess.Launch;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 service on a folder, with bucket {@code shoplake}. */
final class S3Server implements Server {
    private static final String BUCKET = "shoplake";
    private static final String ACCESS_KEY = "shoplake";
    private static final String CHECKED_OBJECT = "stack/check";

    private final StackHome home;
    private final StackProperties properties;

    S3Server(StackHome home, StackProperties properties) {
        this.home = home;
        this.properties = properties;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public List<String> needs() {
        return List.of();
    }

    @Override
    public List<String> ports() {
        return List.of(name());
    }

    @Override
    public void install() {
        // A library on the class path of this program
    }

    @Override
    public Launch prepare() throws Exception {
        var data = home.data(name());
        var bucket = Files.createDirectories(data.resolve(BUCKET));
        // s3proxy takes the right of others to read the folder for a public bucket
        Files.setPosixFilePermissions(bucket, PosixFilePermissions.fromString("rwxr-x---"));
        var launch = JavaProgram.ofOwnClassPath(
                "dev.shoplake.stack.s3.S3ServerMain",
                List.of("-Xmx256m", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"),
                Map.of("SHOPLAKE_S3_ACCESS_KEY", ACCESS_KEY, "SHOPLAKE_S3_SECRET_KEY", secretKey()),
                data);
        return launch.with(data.toString(), Integer.toString(properties.port(name())));
    }

    @Override
    public void check() {
        var keys = StaticCredentialsProvider.create(AwsBasicCredentials.create(ACCESS_KEY, secretKey()));
        try (var http = UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(5))
                        .build();
                var s3 = S3Client.builder()
                        .endpointOverride(endpoint())
                        .region(Region.US_EAST_1)
                        .credentialsProvider(keys)
                        .httpClient(http)
                        .forcePathStyle(true)
                        .overrideConfiguration(
                                configuration -> configuration.retryStrategy(retry -> retry.maxAttempts(1)))
                        .build()) {
            s3.putObject(request -> request.bucket(BUCKET).key(CHECKED_OBJECT), RequestBody.fromString("written"));
            var listed = s3.listObjectsV2(request -> request.bucket(BUCKET).prefix(CHECKED_OBJECT));
            if (listed.contents().isEmpty()) {
                throw new IllegalStateException("an object just written is not listed");
            }
        }
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "SHOPLAKE_S3_ENDPOINT", endpoint().toString(),
                "SHOPLAKE_S3_REGION", "us-east-1",
                "SHOPLAKE_S3_ACCESS_KEY", ACCESS_KEY,
                "SHOPLAKE_S3_SECRET_KEY", secretKey(),
                "SHOPLAKE_LAKE_WAREHOUSE", "s3://%s/warehouse".formatted(BUCKET),
                "SHOPLAKE_LAKE_RAW", "s3://%s/raw".formatted(BUCKET),
                // Pseudonyms of the lake are made by it, so it lives as long
                "SHOPLAKE_ERASURE_KEY", properties.key("lake.erasure").value());
    }

    private URI endpoint() {
        return URI.create("http://127.0.0.1:" + properties.port(name()));
    }

    private String secretKey() {
        return properties.password(name()).value();
    }
}
