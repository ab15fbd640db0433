package dev.shoplake.runtime.settings;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the lake is: object store and catalog.
 *
 * @param s3Endpoint address of the S3 service, used with path-style requests
 * @param s3Region signing region
 * @param s3AccessKey S3 access key
 * @param s3SecretKey S3 secret key
 * @param catalogUri Nessie's native API, {@code http://host:port/api/v2}
 * @param warehouse {@code s3://bucket/folder} under which Iceberg tables live
 * @param rawZone {@code s3://bucket/folder} under which extract files live
 */
public record LakeSettings(
        URI s3Endpoint,
        String s3Region,
        Secret s3AccessKey,
        Secret s3SecretKey,
        URI catalogUri,
        URI warehouse,
        URI rawZone) {
    /**
     * What a client of Nessie's own is told besides the address: its other client, on the JDK's newer one, closes connections
     * that another thread may be using by then.
     */
    public static final Map<String, String> NESSIE_CLIENT = Map.of("nessie.force-url-connection-client", "true");

    public static LakeSettings read(SettingsReader reader) {
        return new LakeSettings(
                reader.uri("SHOPLAKE_S3_ENDPOINT", "S3 service, asked with path-style requests", "http", "https"),
                reader.text("SHOPLAKE_S3_REGION", "us-east-1", "S3 signing region"),
                reader.secret("SHOPLAKE_S3_ACCESS_KEY", "S3 access key"),
                reader.secret("SHOPLAKE_S3_SECRET_KEY", "S3 secret key"),
                reader.uri("SHOPLAKE_NESSIE_URI", "Nessie catalog, http://host:port/api/v2", "http", "https"),
                reader.uri(
                        "SHOPLAKE_LAKE_WAREHOUSE",
                        URI.create("s3://shoplake/warehouse"),
                        "folder of the Iceberg tables",
                        "s3"),
                reader.uri("SHOPLAKE_LAKE_RAW", URI.create("s3://shoplake/raw"), "folder of the extract files", "s3"));
    }

    /**
     * What an Iceberg catalog needs to know, in plain Java as in Spark (there each key behind {@code
     * spark.sql.catalog.<name>.}).
     *
     * @param reference the branch, tag or hash of the Nessie catalog to work on, such as {@code main}
     * @param engineType {@code Map.of("type", "nessie")} for Spark, {@code Map.of()} where the class is chosen in code
     */
    public Map<String, String> catalogProperties(String reference, Map<String, String> engineType) {
        var properties = new HashMap<>(engineType);
        properties.put("uri", catalogUri.toString());
        properties.put("ref", reference);
        // Iceberg puts "nessie." before what it hands on
        NESSIE_CLIENT.forEach((key, value) -> properties.put(key.substring("nessie.".length()), value));
        properties.put("warehouse", warehouse.toString());
        properties.put("cache-enabled", "false");
        properties.put("io-impl", "org.apache.iceberg.aws.s3.S3FileIO");
        properties.put("s3.endpoint", s3Endpoint.toString());
        properties.put("s3.path-style-access", "true");
        properties.put("s3.access-key-id", s3AccessKey.value());
        properties.put("s3.secret-access-key", s3SecretKey.value());
        properties.put("s3.multipart.part-size-bytes", "8388608");
        properties.put("client.region", s3Region);
        return properties;
    }
}
