type Form = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

/** The keys of one section as Arabic has them: for each with plural forms in English all six, else the key itself. */
type Key<Name> = Name extends `${infer Base}_${Form}` ? `${Base}_${Form}` : Name;

/** What a catalogue must hold to say everything that another one (English) says. */
export type Complete<Catalogue> = {
  readonly [Name in keyof Catalogue as Key<Name>]: Catalogue[Name] extends string ? string : Complete<Catalogue[Name]>;
};
