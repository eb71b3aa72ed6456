package station

import (
	"context"
	"fmt"

	"outpost/receipts"
	"outpost/store/catalog"
)

func (s *Station) loadOrders(ctx context.Context) error {
	orders, err := s.Catalog.LoadOrders(ctx, s.Ledger.Sealer())
	if err != nil {
		return fmt.Errorf("loading the open orders: %w", err)
	}
	s.orders.Store(orders)
	return nil
}

// OpenOrders is the orders that were unpaid in the HIS when they were copied.
func (s *Station) OpenOrders() *catalog.OpenOrders {
	if o := s.orders.Load(); o != nil {
		return o
	}
	return catalog.NewOpenOrders(catalog.Version{}, nil)
}

// AcceptOrders replaces the open orders by imported ones.
func (s *Station) AcceptOrders(ctx context.Context, v catalog.Version, orders []catalog.OpenOrder) error {
	if err := s.Catalog.AddOrders(ctx, v, orders, s.Ledger.Sealer()); err != nil {
		return err
	}
	return s.loadOrders(ctx)
}

// OrdersLeft are the copied open orders of a patient that were not charged at this
// window in this outage. It reads the outage's receipts: not for a key's answer.
func (s *Station) OrdersLeft(ctx context.Context, p receipts.Patient) ([]catalog.OpenOrder, error) {
	all := s.OpenOrders().Of(p)
	if len(all) == 0 {
		return nil, nil
	}
	charged, err := s.Ledger.ChargedTo(ctx, p)
	if err != nil {
		return nil, err
	}
	return catalog.Uncharged(all, charged), nil
}
