package till

import "context"

// inBackground asks the ledger in the background, after the sales handed over
// before, and brings the answer to the model's goroutine. What was handed over is
// not cut off by the window's end.
func inBackground[T any](m *Model, ask func(context.Context) (T, error), done func(T, error)) {
	m.keeper.do(func() {
		got, err := ask(context.Background())
		m.deps.Post(func() { done(got, err) })
	})
}
