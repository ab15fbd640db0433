package dev.shoplake.etl.lake;

/**
 * A branch or tag of the catalog beside main.
 *
 * @param name without the kind
 * @param isTag whether it stays where it is
 */
public record CatalogReference(String name, boolean isTag) {
    @Override
    public String toString() {
        return (isTag ? "tag " : "branch ") + name;
    }
}
