namespace Insurance.Sdk.Visits;

/// <summary>A visit as it stands in the store, with its lost step taken in as far as the journal knows.</summary>
internal sealed record LoadedVisit(VisitRecord Record, VisitDocument Document, VisitDoubt? Doubt)
{
    internal VisitStatus Status(VisitDeskOptions options) => new(Record, Document, Doubt, options);
}
