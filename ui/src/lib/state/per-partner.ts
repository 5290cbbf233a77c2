/** One thing for each partner, made when it is first asked for. It outlives the page that shows it. */
export class PerPartner<T> {
  private readonly all = new Map<string, T>();

  constructor(private readonly make: (partner_id: string) => T) {}

  of(partner_id: string): T {
    const found = this.all.get(partner_id) ?? this.make(partner_id);
    this.all.set(partner_id, found);
    return found;
  }
}
