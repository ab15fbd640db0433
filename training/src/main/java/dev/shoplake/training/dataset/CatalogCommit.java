package dev.shoplake.training.dataset;

import dev.shoplake.runtime.settings.LakeSettings;
import java.net.URI;
import org.projectnessie.client.NessieClientBuilder;
import org.projectnessie.client.api.NessieApiV2;
import org.projectnessie.error.NessieNotFoundException;

/** Asks the catalog where it stands, so that all tables are read as of one commit. */
public final class CatalogCommit {
    private CatalogCommit() {}

    /** The hash of the newest commit on {@code main}. */
    public static String newest(URI catalog) {
        try (var api = NessieClientBuilder.createClientBuilderFromSystemSettings()
                .fromConfig(LakeSettings.NESSIE_CLIENT::get)
                .withUri(catalog)
                .build(NessieApiV2.class)) {
            return api.getReference().refName("main").get().getHash();
        } catch (NessieNotFoundException e) {
            throw new IllegalStateException("The catalog at %s has no branch main".formatted(catalog), e);
        }
    }
}
