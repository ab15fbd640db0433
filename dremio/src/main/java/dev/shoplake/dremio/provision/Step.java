package dev.shoplake.dremio.provision;

import dev.shoplake.dremio.rest.DremioClient;

/** One thing that Dremio shall hold. Applying it again, also after a failure half-way, is safe. */
interface Step {
    /** What it is about, for people. */
    String name();

    /**
     * Looks, and acts if need be.
     *
     * @throws dev.shoplake.dremio.rest.DremioException if Dremio refuses or does not answer
     */
    Outcome apply(DremioClient dremio);
}
